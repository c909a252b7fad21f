using Fidelis.Images;
using Fidelis.Testing;

namespace Fidelis.Tests.Images.Arrays;

public sealed class CifarFileTests : IDisposable
{
    private static readonly byte[][] Pixels = [.. Enumerable.Range(0, 4).Select(i => ArrayFiles.Noise(32 * 32 * 3, i))];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Open_Cifar10_HasPixelsAndLabels()
    {
        ImageSource source = ImageSources.Open(folder.Write("test_batch.bin", Cifar10(3, 9)));

        Assert.Equal(["3", "9"], source.Labels());
        Assert.Equal(Pixels[..2], SourceAssert.ReadAll(source));
        Assert.Empty(source.Notes);
    }

    [Fact]
    public void Open_Cifar100_HasTheFineClasses()
    {
        folder.Write("fine_label_names.txt", System.Text.Encoding.ASCII.GetBytes(string.Join('\n', Enumerable.Range(0, 100).Select(i => $"fine{i}")) + "\n\n"));

        ImageSource source = ImageSources.Open(folder.Write("test.bin", ArrayFiles.Cifar(([19, 99], ArrayFiles.Planes(Pixels[0])), ([0, 42], ArrayFiles.Planes(Pixels[1])))));

        Assert.Equal(["fine99", "fine42"], source.Labels());
        Assert.Equal(Pixels[..2], SourceAssert.ReadAll(source));
    }

    [Fact]
    public void Open_FolderOfBatches_HasPartsAndNamedClasses()
    {
        string[] names = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];
        folder.Write("batches.meta.txt", System.Text.Encoding.ASCII.GetBytes(string.Join("\r\n", names)));
        folder.Write("data_batch_2.bin", Cifar10(3));
        folder.Write("data_batch_1.bin", Cifar10(0, 9));
        folder.Write("test_batch.bin", Cifar10(5));
        folder.Write("readme.html", []);

        Assert.Equal(["test", "train"], ImageSources.Parts(folder.Path));
        ImageSource train = ImageSources.Open(folder.Path + ":train");
        Assert.Equal(["data_batch_1/0", "data_batch_1/1", "data_batch_2/0"], train.Paths());
        Assert.Equal(["airplane", "truck", "cat"], train.Labels());
        Assert.Equal(["dog"], ImageSources.Open(folder.Path + ":test").Labels());
        SourceAssert.Refuses("holds test, train: name one", folder.Path);
    }

    [Fact]
    public void Open_OnePartAlone_NeedsNoName()
    {
        folder.Write("data_batch_1.bin", Cifar10(1));

        Assert.Single(ImageSources.Open(folder.Path).Entries);
    }

    [Fact]
    public void Open_NamesThatDoNotFit_AreRefused()
    {
        folder.Write("batches.meta.txt", "cat\ndog\n"u8.ToArray());

        SourceAssert.Refuses("must name 10 classes, one on each line, but names 2", folder.Write("data_batch_1.bin", Cifar10(1)));
    }

    [Fact]
    public void Open_LabelOutOfRangeOrPartOfARecord_IsNoCifar()
    {
        SourceAssert.Refuses("is no binary file of CIFAR: its length must be", folder.Write("a.bin", Cifar10(10)));
        SourceAssert.Refuses("is no binary file of CIFAR: its length must be", folder.Write("b.bin", Cifar10(1)[..^1]));
        folder.Write("data/test_batch.bin", Cifar10(1, 2)[..^1]);
        SourceAssert.Refuses("must hold whole records of CIFAR-10", Path.Combine(folder.Path, "data"));
    }

    [Fact]
    public void Open_FileThatCouldBeBoth_IsRefused()
    {
        // 3074 records of 3073 bytes and 3073 of 3074: zeros are labels of both.
        SourceAssert.Refuses("could be CIFAR-10 and CIFAR-100", folder.Write("x.bin", new byte[3073 * 3074]));
    }

    [Fact]
    public void Open_RecordThatBeginsAsAnotherFormat_IsCifarByItsExtension()
    {
        // Label 0 and the pixels 0, 8, 3 begin as an IDX file of three axes.
        byte[] record = Cifar10(0);
        (record[1], record[2], record[3]) = (0, 8, 3);

        Assert.Equal(["0"], ImageSources.Open(folder.Write("x.bin", record)).Labels());
    }

    [Fact]
    public void Open_OtherExtension_IsReadAndSaid() =>
        Assert.Contains("is a binary file of CIFAR by its content", Assert.Single(ImageSources.Open(folder.Write("x.npy", Cifar10(1))).Notes));

    private static byte[] Cifar10(params byte[] labels) => ArrayFiles.Cifar([.. labels.Select((label, i) => (new[] { label }, ArrayFiles.Planes(Pixels[i])))]);
}
