using System.Text.Json;
using Fidelis.Images;
using Fidelis.Networks.Weights.Npz;
using Fidelis.Testing;

namespace Fidelis.Tests.Images.Arrays;

/// <summary>Reads pictures that NumPy wrote, in every type, order and layout.</summary>
public sealed class NumpyGoldenTests : IDisposable
{
    private static readonly JsonElement Data = Golden.Load("images", "sources");

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Read_EveryTypeOrderAndLayout_GivesTheSamePictureBytes()
    {
        foreach (JsonElement array in Data.GetProperty("arrays").EnumerateArray())
        {
            string name = array.GetProperty("name").GetString()!;
            ImageSource source = ImageSources.Open(folder.Write("x.npy", array.GetProperty("npy").GetBytesFromBase64()));
            int[] shape = array.GetProperty("shape").Integers();
            double[] values = array.GetProperty("values").Doubles();

            Assert.Equal(["0", "1"], source.Paths());
            foreach ((ImageEntry entry, double[] expected) in source.Entries.Zip(values.Chunk(values.Length / 2)))
            {
                byte[] encoded = entry.Read();
                Assert.Equal(encoded.Length, entry.LengthBytes);
                NpyArray picture = ReadNpy(encoded);
                Assert.Equal([.. shape.Select(length => (long)length)], picture.Header.Shape);
                Assert.Equal(name[1..3] switch { "u1" => "|u1", "u2" => "<u2", _ => "<f4" }, picture.Header.DataType.ToString());

                // Every value is a multiple of a quarter below 2^16, which every type that it passes through holds.
                Assert.True(expected.SequenceEqual(picture.ToDoubles()), name);
            }
        }
    }

    [Fact]
    public void Open_MedMnist_HasPartsWithLabels()
    {
        string path = folder.Write("pathmnist.npz", Npz("medmnist"));
        byte[] values = [.. Data.GetProperty("npz").GetProperty("values").Integers().Select(value => (byte)value)];

        Assert.Equal(["train", "val", "test"], ImageSources.Parts(path));
        ImageSource train = ImageSources.Open(path + ":train");
        Assert.Equal(path + ":train", train.Description);
        Assert.Equal(["3", "0", "3", "11"], train.Labels());
        Assert.Equal(["0", "11", "3"], train.Classes);
        Assert.Equal(values.Chunk(6 * 5 * 3), SourceAssert.ReadAll(train));
        Assert.Equal(values.Chunk(6 * 5 * 3).Skip(2), SourceAssert.ReadAll(ImageSources.Open(path + ":test")));
        Assert.Equal($"{path}:test[1]", ImageSources.Open(path + ":test").Entries[1].Location);
    }

    [Fact]
    public void Open_MedMnistWithoutAPartOrWithAnUnknownOne_ListsThem()
    {
        string path = folder.Write("pathmnist.npz", Npz("medmnist"));

        SourceAssert.Refuses($"holds train, val, test: name one, such as '{path}:train'", path);
        SourceAssert.Refuses("There is no part 'tests' in", path + ":tests");
        SourceAssert.Refuses("Did you mean 'test'?", path + ":tests");
    }

    [Fact]
    public void Open_SeveralAttributesForEachImage_AreNoClassesAndThatIsSaid()
    {
        ImageSource source = ImageSources.Open(folder.Write("chestmnist.npz", Npz("attributes")));

        Assert.Empty(source.Classes);
        Assert.Contains("hold 14 values for each image, which are no classes", Assert.Single(source.Notes));
    }

    [Fact]
    public void Open_SampleFileOfGuidedDiffusion_HasItsLabels()
    {
        ImageSource source = ImageSources.Open(folder.Write("samples_4x6x5x3.npz", Npz("diffusion")));

        Assert.Equal(["3", "0", "3", "11"], source.Labels());
        Assert.Empty(ImageSources.Parts(Path.Combine(folder.Path, "samples_4x6x5x3.npz")));
    }

    private static byte[] Npz(string name) => Data.GetProperty("npz").GetProperty(name).GetBytesFromBase64();

    private NpyArray ReadNpy(byte[] npy)
    {
        using NpzFile file = NpzFile.Open(folder.Write("picture.npz", ZipBytes.Of([("x.npy", npy)])));
        return file.Read("x");
    }
}
