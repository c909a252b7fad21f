using System.IO.Compression;
using System.Text;
using Fidelis.Networks.Architectures;
using Fidelis.Networks.Weights;
using Fidelis.Networks.Weights.Npz;
using Fidelis.Testing;

namespace Fidelis.Cli.Tests.Hostile;

/// <summary>Files of weights that lie, break off, or ask for more than to be read.</summary>
internal static class HostileWeights
{
    /// <summary>The file that a program which ran would have made.</summary>
    public const string Proof = "a-program-ran";

    private const int Zeros = 64 << 20;

    private static readonly byte[] State = PyTorchBytes.Of([("fc.bias", [2], new byte[8])]);

    private static readonly byte[] Graph = GraphBytes.Of([GraphBytes.Constant("softmax/biases", [2], [1, 2])]);

    public static IEnumerable<HostileInput> All =>
    [
        new HostileInput("weights that run a program", folder => HostileInput.Write(folder, "weights.pth", PyTorchBytes.Of(PyTorchBytes.Running($"touch '{folder}/{Proof}'")))),
        HostileInput.File("weights whose pickle builds any object", "weights.pth", () => PyTorchBytes.Of([0x80, 2, .. "ctorch.nn.modules.linear\nLinear\n)\x81."u8])),
        HostileInput.File("weights whose pickle is nested 200,000 times", "weights.pth", () => PyTorchBytes.Of([0x80, 2, .. Enumerable.Repeat((byte)']', 200_000), .. Enumerable.Repeat((byte)'a', 199_999), (byte)'.'])),
        HostileInput.File("weights as a TorchScript program", "weights.pt", () => ZipBytes.Of([("a/data.pkl", [0x80, 2, (byte)'N', (byte)'.']), ("a/constants.pkl", [])])),
        HostileInput.File("weights of PyTorch, cut off", "weights.pth", () => State[..^100]),
        HostileInput.File("weights of PyTorch with another checksum", "weights.pth", () => Altered(State)),
        HostileInput.File("weights of PyTorch that expand to 64 MB", "weights.pth", () => PyTorchBytes.Of([("fc.bias", [Zeros / 4], new byte[Zeros])], CompressionLevel.Fastest)),
        HostileInput.File("weights of PyTorch whose pickle expands to 64 MB", "weights.pth", () => PyTorchBytes.Of(new byte[Zeros], CompressionLevel.Fastest)),
        HostileInput.File("weights before PyTorch 1.6, cut off", "weights.pth", () => Golden.Load("weights", "pytorch").GetProperty("cases")[0].GetProperty("legacy").GetBytesFromBase64()[..^10]),
        HostileInput.File("safetensors with a header of 2^63 bytes", "weights.safetensors", () => [0, 0, 0, 0, 0, 0, 0, 0x80, .. "{}      "u8]),
        HostileInput.File("safetensors, cut off", "weights.safetensors", () => Safetensors(new NamedTensor("fc.bias", [2], [1, 2]))[..^1]),
        HostileInput.File("safetensors with a shape that overflows", "weights.safetensors", () => Header("{\"fc.bias\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,0]}}")),
        HostileInput.File("weights of no known form", "weights.pth", () => "no weights"u8.ToArray()),
        HostileInput.File("weights of no value", "weights.pth", () => []),
        HostileInput.File("weights with a value that is no number", "weights.safetensors", NotANumber),
        HostileInput.File("weights of another network", "weights.safetensors", () => Safetensors(new NamedTensor("fc.weight", [1000, 2048], new float[2_048_000]), new NamedTensor("AuxLogits.fc.bias", [1000], new float[1000]))),
        HostileInput.File("weights with a line break, an escape and 60,000 letters in names", "weights.safetensors", () => Safetensors(new NamedTensor("a\n\u001b[31mred", [1], [0]), new NamedTensor(new string('x', 60_000), [1], [0]))),
        HostileInput.File("npz of Python objects as weights", "weights.npz", () => ZipBytes.Of([("fc.bias.npy", [0x93, .. "NUMPY"u8, 1, 0, 60, 0, .. Encoding.ASCII.GetBytes("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }".PadRight(59) + "\n"), 0x80, 2])])),
        HostileInput.File("npz of weights that expands to 64 MB", "weights.npz", () => ZipBytes.Of([("fc.bias.npy", Array(Zeros))])),
        HostileInput.File("graph, cut off", "graph.pb", () => Graph[..20]),
        HostileInput.File("graph of a million repeated values, a thousand times", "graph.pb", () => GraphBytes.Of(Enumerable.Range(0, 1000).Select(i => GraphBytes.Node($"n{i}", "Const", GraphBytes.Tensor(1, [1 << 20], (5, [0, 0, 0, 0])))))),
        HostileInput.File("tar with a file of 8 GB", "graph.tar", () => Huge(GraphBytes.Tar(("graph.pb", Graph)))),
        HostileInput.File("tar, cut off", "graph.tar", () => GraphBytes.Tar(("graph.pb", Graph))[..600]),
        HostileInput.File("tgz with the name ../../graph.pb", "graph.tgz", () => GraphBytes.Gzip(GraphBytes.Tar(("../../graph.pb", Graph)))),
        HostileInput.File("tgz without a graph", "graph.tgz", () => GraphBytes.Gzip(GraphBytes.Tar(("weights.pth", State)))),
        HostileInput.File("tgz, cut off", "graph.tgz", () => GraphBytes.Gzip(GraphBytes.Tar(("graph.pb", Graph)))[..^12]),
        HostileInput.File("tgz, cut off where four bytes look like a length of 4 GiB", "graph.tgz", () => [.. GraphBytes.Gzip(GraphBytes.Tar(("graph.pb", Graph)))[..^12], 0xFF, 0xFF, 0xFF, 0xFF]),
        HostileInput.File("tgz, cut off where four bytes look like a length of 9", "graph.tgz", () => [.. GraphBytes.Gzip(GraphBytes.Tar(("graph.pb", Graph)))[..^12], 9, 0, 0, 0]),
        HostileInput.File("gzip that expands to 64 MB", "graph.tgz", () => GraphBytes.Gzip(new byte[Zeros])),
        new HostileInput("weights that are a folder", folder => folder),
        new HostileInput("weights that are not there", folder => Path.Combine(folder, "none.pth")),
        new HostileInput("weights that are a device", _ => "/dev/zero") { IsUnixOnly = true },
    ];

    private static byte[] Safetensors(params NamedTensor[] tensors) => Written(new SafetensorsFile(new Dictionary<string, string>(), tensors).WriteTo);

    private static byte[] Header(string json) => [.. BitConverter.GetBytes((ulong)json.Length), .. Encoding.UTF8.GetBytes(json)];

    /// <summary>All weights of a small network, one of which is no number.</summary>
    private static byte[] NotANumber()
    {
        LayeredNetwork network = ArchitectureCatalog.Find("biocnn-1").Create(new InputShape(32, 32, 3), ["a", "b"], 1);
        network.Parameters[2].Value.Data[1] = float.NaN;
        string path = Path.GetTempFileName();
        ModelFile.Save(path, network, new Dictionary<string, string>());
        byte[] bytes = File.ReadAllBytes(path);
        File.Delete(path);
        return bytes;
    }

    private static byte[] Array(int bytes) => Written(stream =>
    {
        new NpyHeader(NpyDataType.F4, IsFortranOrder: false, [bytes / sizeof(float)]).Write(stream);
        stream.Write(new byte[bytes]);
    });

    /// <summary>Changes the values, which stand uncompressed before the directory, and nothing that says what they are.</summary>
    private static byte[] Altered(byte[] archive)
    {
        byte[] altered = [.. archive];
        altered[altered.AsSpan().LastIndexOf("PK\x03\x04"u8) + 30 + "archive/data/0".Length] ^= 1;
        return altered;
    }

    private static byte[] Huge(byte[] archive)
    {
        byte[] huge = [.. archive];
        "77777777777"u8.CopyTo(huge.AsSpan(124));
        System.Array.Fill(huge, (byte)' ', 148, 8);
        int sum = huge.AsSpan(0, 512).ToArray().Sum(value => value);
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(huge, 148);
        return huge;
    }

    private static byte[] Written(Action<Stream> write)
    {
        using MemoryStream stream = new();
        write(stream);
        return stream.ToArray();
    }
}
