using Fidelis.Numerics.Errors;
using Fidelis.Testing;
using Fidelis.Tests.Images;
using Fidelis.Training;

namespace Fidelis.Tests.Training;

/// <summary>Labelled sources that are no class folders.</summary>
public sealed class DatasetSourceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Open_MedMnistWithThreeParts_TakesThemAsTheyAre()
    {
        LabeledDataset data = DatasetFolder.Open(Npz(("train", 8), ("val", 4), ("test", 6)), 1);

        Assert.Equal("parts train, val, test", data.SplitRule);
        Assert.Equal(["0", "1"], data.Classes);
        Assert.Equal((8, 4, 6), (data.Train.Count, data.Validation.Count, data.Test.Count));
        Assert.Equal([4, 2, 3], new[] { data.Train, data.Validation, data.Test }.Select(part => part.Count(image => image.Label == 1)));
    }

    [Fact]
    public void Open_TrainAndTestAlone_TakesATenthOfTrainToValidate()
    {
        LabeledDataset data = DatasetFolder.Open(Npz(("train", 40), ("test", 6)), 3);

        Assert.Equal("part test; part train stratified 90/10, seed 3", data.SplitRule);
        Assert.Equal((36, 4, 6), (data.Train.Count, data.Validation.Count, data.Test.Count));
        Assert.Equal([18, 2, 3], new[] { data.Train, data.Validation, data.Test }.Select(part => part.Count(image => image.Label == 1)));
        Assert.Equal(40, data.Train.Concat(data.Validation).Select(image => image.Entry.Path).Distinct().Count());
    }

    [Fact]
    public void Open_PartsOfOtherClasses_NamesThem()
    {
        string path = folder.Write("x.npz", ZipBytes.Of(
        [
            ("train_images.npy", ArrayFiles.Npy(new byte[6 * 192], 6, 8, 8, 3)), ("train_labels.npy", ArrayFiles.Npy([0, 0, 0, 1, 1, 1], 6)),
            ("test_images.npy", ArrayFiles.Npy(new byte[2 * 192], 2, 8, 8, 3)), ("test_labels.npy", ArrayFiles.Npy([0, 0], 2)),
        ]));

        Assert.Contains("test lacks '1'", Assert.Throws<InputException>(() => DatasetFolder.Open(path, 1)).Message);
    }

    [Fact]
    public void Open_ArchiveOfClassFolders_IsDivided()
    {
        string path = folder.Write("x.zip", ZipBytes.Of([.. new[] { "a", "b" }.SelectMany(name => Enumerable.Range(0, 5).Select(i => ($"{name}/{i}.bmp", Array.Empty<byte>())))]));

        LabeledDataset data = DatasetFolder.Open(path, 1);

        Assert.Equal(["a", "b"], data.Classes);
        Assert.Equal((6, 2, 2), (data.Train.Count, data.Validation.Count, data.Test.Count));
    }

    [Fact]
    public void Open_ArrayWithoutLabels_SaysWhatToDo()
    {
        string path = folder.Write("x.npy", ArrayFiles.Npy(new byte[6 * 192], 6, 8, 8, 3));

        Assert.Contains("--labels", Assert.Throws<InputException>(() => DatasetFolder.Open(path, 1)).Message);
    }

    [Fact]
    public void Run_MedMnist_LearnsFromIt()
    {
        using TrainingFixture fixture = new();
        TrainingOptions options = TrainingFixture.Options(fixture.PathOf("out")) with { Epochs = 1 };

        TrainingResult result = new TrainingJob(
            Fidelis.Networks.Architectures.ArchitectureCatalog.Find("biocnn-1"), DatasetFolder.Open(Npz(("train", 8), ("val", 4), ("test", 6)), 1), options, TimeProvider.System)
            .Run(new TrainingFollower(), TestContext.Current.CancellationToken);

        Assert.Equal(6, result.Test!.Accuracy.ImageCount);
        Assert.Equal(18, result.ResizedCount);
    }

    private string Npz(params (string Part, int Count)[] parts) => folder.Write("x.npz", ZipBytes.Of(
    [
        .. parts.SelectMany((part, i) => new[]
        {
            ($"{part.Part}_images.npy", ArrayFiles.Npy(ArrayFiles.Noise(part.Count * 192, i), part.Count, 8, 8, 3)),
            ($"{part.Part}_labels.npy", ArrayFiles.Npy([.. Enumerable.Range(0, part.Count).Select(label => (byte)(label % 2))], part.Count, 1)),
        }),
    ]));
}
