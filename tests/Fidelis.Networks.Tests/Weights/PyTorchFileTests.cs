using System.Text.Json;
using Fidelis.Networks.Weights;
using Fidelis.Networks.Weights.PyTorch;
using Fidelis.Numerics.Errors;
using Fidelis.Testing;

namespace Fidelis.Networks.Tests.Weights;

public sealed class PyTorchFileTests : IDisposable
{
    private static readonly JsonElement Data = Golden.Load("weights", "pytorch");

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string, string> Files { get; } = new(
        Data.GetProperty("cases").EnumerateArray().SelectMany(item => new[] { "zip", "legacy", "protocol4" }.Select(form => (item.GetProperty("case").GetString()!, form))));

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Files))]
    public void Read_FileOfPyTorch_GivesItsTensors(string name, string form)
    {
        JsonElement item = Data.GetProperty("cases").EnumerateArray().Single(item => item.GetProperty("case").GetString() == name);

        IReadOnlyList<NamedTensor> tensors = Read(item.GetProperty(form).GetBytesFromBase64());

        JsonElement[] expected = [.. item.GetProperty("tensors").EnumerateArray()];
        Assert.Equal(expected.Select(tensor => tensor.GetProperty("name").GetString()), tensors.Select(tensor => tensor.Name));
        Assert.All(expected.Zip(tensors), pair =>
        {
            Assert.Equal(pair.First.GetProperty("shape").EnumerateArray().Select(length => length.GetInt32()), pair.Second.Shape);

            // The same conversion to float32 on both sides: equal to the last bit.
            Assert.Equal(pair.First.GetProperty("values").EnumerateArray().Select(value => (float)value.GetDouble()), pair.Second.Values);
        });
    }

    [Theory]
    [InlineData("program", "asks for 'posix.system', which could run a program. Nothing was run")]
    [InlineData("evaluation", "asks for '__builtin__.eval'")]
    [InlineData("model", "asks for 'torch.nn.modules.container.Sequential'")]
    [InlineData("legacyModel", "Nothing was run")]
    [InlineData("list", "holds none: save `model.state_dict()`")]
    [InlineData("noTensors", "holds none: save `model.state_dict()`")]
    public void Read_MoreThanTensors_IsRefusedByName(string name, string sentence) =>
        Assert.Contains(sentence, Refusal(Data.GetProperty("hostile").GetProperty(name).GetBytesFromBase64()));

    [Theory]
    [InlineData("")]
    [InlineData("no weights at all")]
    public void Read_OtherFile_IsRefused(string text) => Assert.NotEmpty(Refusal(System.Text.Encoding.ASCII.GetBytes(text)));

    [Theory]
    [MemberData(nameof(Files))]
    public void Read_CutFile_IsRefused(string name, string form)
    {
        byte[] file = File(name, form);

        Mutations.TruncateEverywhere<InputException>(file, bytes => Read(bytes), 1 + (file.Length / 60));
    }

    [Fact]
    public void Read_AnyMutation_GivesTensorsOrOneSentence()
    {
        byte[][] files = [.. Files.Select(row => File(row.Data.Item1, row.Data.Item2))];
        long before = GC.GetAllocatedBytesForCurrentThread();

        Mutations.Try<InputException>(files, bytes => Read(bytes), attempts: 300, seed: 7);

        // 12 x 300 files of at most 8 KB: what one of them claims never decides what is allocated.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Mutations.Effort * (1L << 30));
    }

    private static byte[] File(string name, string form) =>
        Data.GetProperty("cases").EnumerateArray().Single(item => item.GetProperty("case").GetString() == name).GetProperty(form).GetBytesFromBase64();

    private string Refusal(byte[] file) => Assert.Throws<InputException>(() => Read(file)).Message;

    private IReadOnlyList<NamedTensor> Read(byte[] file)
    {
        string path = Path.Combine(folder.Path, "weights.pth");
        System.IO.File.WriteAllBytes(path, file);
        using FileWindow window = FileWindow.Open(path);
        return PyTorchFile.Read(window);
    }
}
