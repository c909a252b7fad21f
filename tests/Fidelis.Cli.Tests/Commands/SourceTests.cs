using System.Buffers.Binary;
using System.IO.Compression;
using Fidelis.Features;
using Fidelis.Imaging.Encoding;
using Fidelis.Imaging.Pixels;
using Fidelis.Networks.Weights.Npz;
using Fidelis.Testing;

namespace Fidelis.Cli.Tests.Commands;

/// <summary>The same images by every way of giving them: the features are the same to the last bit.</summary>
public sealed class SourceTests(FeaturesVerbTests.SavedModel saved) : IClassFixture<FeaturesVerbTests.SavedModel>, IDisposable
{
    private const int Count = 12;
    private const int Side = 32;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Features_SameColourImages_AreEqualFromEverySource()
    {
        byte[][] pictures = Pictures(channels: 3);
        byte[] nhwc = [.. pictures.SelectMany(pixels => pixels)];
        byte[] nchw = [.. pictures.SelectMany(Planes)];
        byte[] labels = [.. Enumerable.Range(0, Count).Select(i => (byte)(i % 10))];
        (string Name, byte[] Content)[] files = Files(pictures);
        foreach ((string name, byte[] content) in files)
        {
            folder.Write("folder/" + name, content);
        }

        string zip = folder.Write("pictures.zip", ZipBytes.Of(files, CompressionLevel.Optimal));
        string[] sources =
        [
            zip,
            folder.Write("stored.zip", ZipBytes.Of(files, CompressionLevel.NoCompression)),
            folder.Write("samples.npz", ZipBytes.Of([("arr_0.npy", Npy(nhwc, Count, Side, Side, 3))])),
            folder.Write("planes.npy", Npy(nchw, Count, 3, Side, Side)),
            folder.Write("medmnist.npz", ZipBytes.Of([("test_images.npy", Npy(nhwc, Count, Side, Side, 3)), ("test_labels.npy", Npy(labels, Count, 1)), ("train_images.npy", Npy(nhwc, Count, Side, Side, 3))])) + ":test",
            folder.Write("cifar/test_batch.bin", [.. Enumerable.Range(0, Count).SelectMany(i => Planes(pictures[i]).Prepend(labels[i]))]),
            folder.Write("images-idx4-ubyte", Idx(nhwc, Count, Side, Side, 3)),
            folder.Write("list.txt", [.. files.Reverse().SelectMany(file => System.Text.Encoding.ASCII.GetBytes($"folder/{file.Name}\n"))]),
        ];

        FeatureSet expected = await Extract(Path.Combine(folder.Path, "folder"));
        Assert.Equal(Count, expected.Count);
        foreach (string source in sources)
        {
            AssertEqual(expected, await Extract(source), source);
        }

        AssertEqual(expected, await Extract("-", File.ReadAllBytes(zip)), "stdin");
        Assert.Equal(labels.Select(label => $"{label}"), (await Extract(sources[4])).Labels);
        Assert.Equal(labels.Select(label => $"{label}"), (await Extract(sources[5])).Labels);
    }

    [Fact]
    public async Task Features_SameGreyImages_AreEqualFromEverySource()
    {
        byte[][] grey = Pictures(channels: 1);
        byte[] nhw = [.. grey.SelectMany(pixels => pixels)];
        (string Name, byte[] Content)[] files = Files([.. grey.Select(pixels => pixels.SelectMany(value => new[] { value, value, value }).ToArray())]);
        string zip = folder.Write("pictures.zip", ZipBytes.Of(files, CompressionLevel.Optimal));
        folder.Write("mnist/t10k-labels-idx1-ubyte", Idx(new byte[Count], Count));

        FeatureSet expected = await Extract(zip);
        foreach (string source in new[]
        {
            folder.Write("images.npy", Npy(nhw, Count, Side, Side)),
            folder.Write("images.npz", ZipBytes.Of([("images.npy", Npy(nhw, Count, 1, Side, Side))])),
            folder.Write("mnist/t10k-images-idx3-ubyte", Idx(nhw, Count, Side, Side)),
            Path.Combine(folder.Path, "mnist"),
            Path.Combine(folder.Path, "mnist:test"),
        })
        {
            AssertEqual(expected, await Extract(source), source);
        }
    }

    [Fact]
    public async Task Features_MisleadingExtension_IsReadAndSaid()
    {
        string source = folder.Write("x.zip", Npy(new byte[2 * 8 * 8 * 3], 2, 8, 8, 3));

        CommandRun run = await CommandRun.Of("features", source, "--model", saved.Path, "-o", Path.Combine(folder.Path, "out.npz"));

        Assert.Equal(ExitCodes.Success, run.ExitCode);
        Assert.Contains($"note: '{source}' is a NumPy array by its content, whatever its name says.", run.Output);
    }

    [Fact]
    public async Task Evaluate_ListThatRepeatsAPath_SaysSoBesideTheScores()
    {
        (string Name, byte[] Content)[] files = Files(Pictures(channels: 3));
        foreach ((string name, byte[] content) in files)
        {
            folder.Write(name, content);
        }

        string list = folder.Write("list.txt", System.Text.Encoding.ASCII.GetBytes(string.Join('\n', files.Select(file => file.Name).Append("00.png"))));

        CommandRun run = await CommandRun.Of("evaluate", folder.Path, list, "--model", saved.Path, "--metrics", "is");

        Assert.Equal(ExitCodes.Success, run.ExitCode);
        Assert.Contains($"1 of 13 lines of '{list}' repeat a path: those images count more than once.", run.Output);
    }

    [Fact]
    public async Task Evaluate_EmptyStandardInput_SaysThatItCanBeGivenOnce() =>
        (await CommandRun.Reading([], "evaluate", "-", "-", "--model", saved.Path)).AssertRefused("is the standard input, but that is empty: it can be given once");

    private static byte[][] Pictures(int channels) => [.. Enumerable.Range(0, Count).Select(i =>
    {
        byte[] pixels = new byte[Side * Side * channels];
        new Random(i).NextBytes(pixels);
        return pixels;
    })];

    private static (string Name, byte[] Content)[] Files(byte[][] pictures) =>
        [.. pictures.Select((pixels, i) => ($"{i:00}.png", PngEncoder.Encode(new PixelImage(Side, Side, pixels))))];

    private static byte[] Planes(byte[] pixels) => [.. Enumerable.Range(0, pixels.Length).Select(i => pixels[(i % (Side * Side) * 3) + (i / (Side * Side))])];

    private static byte[] Npy(byte[] elements, params long[] shape)
    {
        using MemoryStream stream = new();
        new NpyHeader(new NpyDataType('u', 1, IsBigEndian: false), IsFortranOrder: false, shape).Write(stream);
        stream.Write(elements);
        return stream.ToArray();
    }

    private static byte[] Idx(byte[] elements, params int[] shape)
    {
        byte[] header = new byte[4 + (4 * shape.Length)];
        (header[2], header[3]) = (8, (byte)shape.Length);
        for (int axis = 0; axis < shape.Length; axis++)
        {
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + (4 * axis)), shape[axis]);
        }

        return [.. header, .. elements];
    }

    private static void AssertEqual(FeatureSet expected, FeatureSet actual, string source)
    {
        Assert.Equal(expected.Count, actual.Count);
        Assert.Equal(expected.ProtocolHash, actual.ProtocolHash);
        Assert.True(expected.Features!.Chunk(0).SequenceEqual(actual.Features!.Chunk(0)), source);
        Assert.True(expected.Probabilities!.Chunk(0).SequenceEqual(actual.Probabilities!.Chunk(0)), source);
    }

    private async Task<FeatureSet> Extract(string source, byte[]? input = null)
    {
        string output = Path.Combine(folder.Path, "features.npz");
        CommandRun run = await CommandRun.Reading(input ?? [], "features", source, "--model", saved.Path, "-o", output);
        Assert.True(run.ExitCode == ExitCodes.Success, run.Progress);
        return FeatureFile.Read(output);
    }
}
