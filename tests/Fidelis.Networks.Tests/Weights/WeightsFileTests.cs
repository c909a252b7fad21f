using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Fidelis.Networks.Weights;
using Fidelis.Networks.Weights.Npz;
using Fidelis.Numerics.Errors;
using Fidelis.Testing;

namespace Fidelis.Networks.Tests.Weights;

/// <summary>What is allocated is counted over all threads, so that no other test may run beside these.</summary>
[CollectionDefinition(nameof(WeightsFileTests), DisableParallelization = true)]
[Collection(nameof(WeightsFileTests))]
public sealed class WeightsFileTests : IDisposable
{
    private static readonly NamedTensor[] Sample = [new("a.weight", [2, 3], [1, -2, 3.5f, 0.25f, -8, 64]), new("a.bias", [2], [0.5f, -0.5f])];

    private static readonly JsonElement PyTorch = Golden.Load("weights", "pytorch").GetProperty("cases").EnumerateArray().First();

    private static readonly byte[] Graph = GraphBytes.Of(Sample.Select(tensor => GraphBytes.Constant(tensor.Name, tensor.Shape, tensor.Values)));

    private static readonly byte[] Archive = GraphBytes.Tar(("README", "words"u8.ToArray()), ("../graph.pb", Graph));

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Forms { get; } = [.. Files().Keys];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Forms))]
    public void Read_AnyForm_IsKnownByItsContent(string form)
    {
        // The extension says nothing.
        WeightsFile file = Read(Files()[form]);

        Assert.Equal(form, file.Form);
        if (!form.StartsWith("PyTorch", StringComparison.Ordinal))
        {
            Assert.Equal(Sample.Select(tensor => tensor.Name).Order(StringComparer.Ordinal), file.Tensors.Select(tensor => tensor.Name).Order(StringComparer.Ordinal));
            Assert.All(Sample, tensor => Assert.Equal(tensor.Values, file.Tensors.Single(read => read.Name == tensor.Name).Values));
            Assert.All(Sample, tensor => Assert.Equal(tensor.Shape, file.Tensors.Single(read => read.Name == tensor.Name).Shape));
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Read_CutFile_IsRefused(string form)
    {
        byte[] file = Files()[form];

        // What ends a tar archive says nothing; a graph ends where a node does, or after the version that follows the last.
        int[] whole = form.Contains("tar archive", StringComparison.Ordinal) && !form.Contains("gzip", StringComparison.Ordinal)
            ? [.. Enumerable.Range(0, file.Length).Where(length => length >= file.Length - 9000 && file.Length - length <= file.Length - 512 - 512 - 512 - 512 - ((Graph.Length + 511) / 512 * 512))]
            : form == "TensorFlow graph" ? NodeEnds(file) : [];
        for (int length = 0; length < file.Length; length++)
        {
            byte[] cut = file[..length];
            Exception? thrown = Record.Exception(() => Read(cut));
            Assert.True(thrown is InputException || whole.Contains(length), $"After {length} of {file.Length} bytes: {thrown?.ToString() ?? "no exception"}");
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Read_AnyMutation_GivesTensorsOrOneSentence(string form)
    {
        long before = GC.GetTotalAllocatedBytes();

        Mutations.Try<InputException>([Files()[form]], bytes => Read(bytes), attempts: 400, seed: 11);

        // What one of 400 files of some kilobytes claims never decides what is allocated: a quarter of a megabyte for each is ample.
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, Mutations.Effort * (400L << 18));
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("words", "is none of these")]
    [InlineData("\u0089HDF\r\n", "is HDF5")]
    public void Read_OtherFile_SaysWhatIsRead(string text, string sentence) => AssertRefused(sentence, Encoding.Latin1.GetBytes(text));

    [Fact]
    public void Read_ArchiveOfOtherThings_AsksToUnpackIt()
    {
        AssertRefused("holds none: unpack it", GraphBytes.Tar(("weights.pth", [1, 2, 3])));
        AssertRefused("holds a.pb, b.pb: unpack it", GraphBytes.Tar(("a.pb", Graph), ("b.pb", Graph)));
        AssertRefused("unpack it first", GraphBytes.Gzip("words"u8.ToArray()));
    }

    [Theory]
    [InlineData(1UL << 63)]
    [InlineData(ulong.MaxValue)]
    public void Read_HugeHeader_IsRefused(ulong length)
    {
        byte[] file = Files()["safetensors"];
        BinaryPrimitives.WriteUInt64LittleEndian(file, length);

        AssertRefused($"its header claims {length} bytes", file);
    }

    [Fact]
    public void Read_Bomb_IsRefusedBeforeItIsExpanded()
    {
        byte[] zeros = new byte[64 << 20];
        byte[] array = [.. NpyHeaderOf(zeros.Length / sizeof(float)), .. zeros];
        byte[][] bombs =
        [
            GraphBytes.Gzip(zeros),
            ZipBytes.Of([("a.npy", array)]),
            ZipBytes.Of([("x/data.pkl", zeros)]),
        ];
        long before = GC.GetTotalAllocatedBytes();

        foreach (byte[] bomb in bombs)
        {
            Assert.Throws<InputException>(() => Read(bomb));
        }

        // Each would fill 64 MB, from less than a tenth of one.
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 8 << 20);
    }

    private static Dictionary<string, byte[]> Files() => new()
    {
        ["PyTorch, zip"] = PyTorch.GetProperty("zip").GetBytesFromBase64(),
        ["PyTorch, before 1.6"] = PyTorch.GetProperty("legacy").GetBytesFromBase64(),
        ["safetensors"] = Written(new SafetensorsFile(new Dictionary<string, string>(), Sample).WriteTo),
        ["NumPy .npz"] = Npz(),
        ["TensorFlow graph"] = Graph,
        ["TensorFlow graph, compressed by gzip"] = GraphBytes.Gzip(Graph),
        ["TensorFlow graph in a tar archive"] = [.. Archive],
        ["TensorFlow graph in a tar archive compressed by gzip"] = GraphBytes.Gzip(Archive),
    };

    private static byte[] Npz() => ZipBytes.Of(Sample.Select(tensor => ($"{tensor.Name}.npy", Written(stream =>
    {
        NpyArray array = NpyArray.From(tensor.Values, [.. tensor.Shape.Select(length => (long)length)]);
        array.Header.Write(stream);
        stream.Write(array.Data);
    }))), CompressionLevel.NoCompression);

    private static byte[] NpyHeaderOf(long count) => Written(new NpyHeader(NpyDataType.F4, IsFortranOrder: false, [count]).Write);

    private static byte[] Written(Action<Stream> write)
    {
        using MemoryStream stream = new();
        write(stream);
        return stream.ToArray();
    }

    private static int[] NodeEnds(byte[] graph)
    {
        List<int> ends = [];
        for (int position = 0; position < graph.Length;)
        {
            // A key, a length below 128, and as many bytes.
            position += 2 + graph[position + 1];
            ends.Add(position);
        }

        return [.. ends];
    }

    private WeightsFile Read(byte[] bytes) => WeightsFile.Read(folder.Write("weights.txt", bytes));

    private void AssertRefused(string sentence, byte[] bytes) =>
        Assert.Contains(sentence, Assert.Throws<InputException>(() => Read(bytes)).Message, StringComparison.Ordinal);
}
