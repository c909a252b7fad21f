using System.Buffers.Binary;
using System.Text;
using Fidelis.Networks.Weights;
using Fidelis.Networks.Weights.TensorFlow;
using Fidelis.Numerics.Errors;
using Fidelis.Testing;

namespace Fidelis.Networks.Tests.Weights;

public sealed class FrozenGraphTests
{
    private static readonly float[] Kernel = [.. Enumerable.Range(0, 24).Select(i => (i * 0.5f) - 3)];

    /// <summary>A graph with all forms that constants have, and nodes and fields that are none.</summary>
    private static readonly byte[] Graph = Message(
        (1, Node("input", "Placeholder", [])),
        (1, Node("conv/kernel", "Const", Tensor(1, [2, 3, 4], (4, Floats(Kernel))))),
        (1, Node("listed", "Const", Tensor(1, [3], (5, Floats([1, 2, 3]))))),
        (1, Node("repeated", "Const", Tensor(1, [2, 2], (5, Floats([0.25f]))))),
        (1, Node("scalar", "Const", Tensor(1, [], (4, Floats([42]))))),
        (1, Node("axes", "Const", Tensor(3, [2], (4, [1, 0, 0, 0, 2, 0, 0, 0])))),
        (1, Node("conv", "Conv2D", [])),
        (4, [8, 22]));

    [Fact]
    public void Parse_Graph_GivesItsFloatConstants()
    {
        IReadOnlyList<NamedTensor> tensors = FrozenGraph.Parse(Graph, "x.pb");

        Assert.Equal(["conv/kernel", "listed", "repeated", "scalar"], tensors.Select(tensor => tensor.Name));
        Assert.Equal([[2, 3, 4], [3], [2, 2], []], tensors.Select(tensor => tensor.Shape.ToArray()));
        Assert.Equal([Kernel, [1, 2, 3], [0.25f, 0.25f, 0.25f, 0.25f], [42]], tensors.Select(tensor => tensor.Values));
    }

    [Fact]
    public void Parse_UnpackedNumbers_AreListedOneByOne()
    {
        // The field 5 as a number of 32 bits, twice: what writers of protocol version 2 give.
        byte[] tensor = [.. Tensor(1, [2]), 0x2D, 0, 0, 0x80, 0x3F, 0x2D, 0, 0, 0, 0x40];

        Assert.Equal([1, 2], FrozenGraph.Parse(Message((1, Node("a", "Const", tensor))), "x.pb").Single().Values);
    }

    [Theory]
    [InlineData(3, "holds 2 values for a shape of 3")]
    [InlineData(-1, "has an impossible shape")]
    [InlineData(1 << 30, "holds 2 values for a shape of 1073741824")]
    public void Parse_ShapeThatDoesNotFit_IsRefused(int length, string sentence) =>
        Assert.Contains(sentence, Refusal(Message((1, Node("a", "Const", Tensor(1, [length], (4, Floats([1, 2]))))))));

    [Fact]
    public void Parse_EndlessRepetition_IsRefusedWithoutBelievingIt() =>
        Assert.Contains("holds 1 values for a shape of 2147483647", Refusal(Message((1, Node("a", "Const", Tensor(1, [1 << 30, 1 << 30], (5, Floats([1]))))))));

    [Fact]
    public void Parse_TwoNodesOfOneName_IsRefused()
    {
        byte[] node = Node("a", "Const", Tensor(1, [1], (4, Floats([1]))));

        Assert.Contains("two nodes 'a'", Refusal(Message((1, node), (1, node))));
    }

    [Fact]
    public void Parse_GraphWithoutConstants_SaysWhatToDo() => Assert.Contains("freeze it first", Refusal(Message((1, Node("input", "Placeholder", [])))));

    [Fact]
    public void Parse_AnyMutation_GivesTensorsOrIsRefused() => Mutations.Try<InputException>([Graph], bytes => FrozenGraph.Parse(bytes, "x.pb"), attempts: 5000, seed: 3);

    private static string Refusal(byte[] graph) => Assert.Throws<InputException>(() => FrozenGraph.Parse(graph, "x.pb")).Message;

    private static byte[] Node(string name, string operation, byte[] tensor)
    {
        byte[] dtype = Message((1, "dtype"u8.ToArray()), (2, [0x30, 1]));
        byte[] value = Message((1, "value"u8.ToArray()), (2, Message((8, tensor))));
        return Message((1, Encoding.UTF8.GetBytes(name)), (2, Encoding.UTF8.GetBytes(operation)), (3, "before"u8.ToArray()), (5, dtype), (5, value));
    }

    private static byte[] Tensor(byte type, int[] shape, params (int Field, byte[] Content)[] values) =>
        [8, type, .. Message((2, Message([.. shape.Select(length => (2, (byte[])[8, .. Variable(length)]))]))), .. Message(values)];

    private static byte[] Message(params (int Field, byte[] Content)[] fields) =>
        [.. fields.SelectMany(field => (byte[])[(byte)((field.Field << 3) | 2), .. Variable(field.Content.Length), .. field.Content])];

    private static byte[] Variable(long value)
    {
        List<byte> bytes = [];
        ulong rest = (ulong)value;
        for (; rest >= 0x80; rest >>= 7)
        {
            bytes.Add((byte)(rest | 0x80));
        }

        return [.. bytes, (byte)rest];
    }

    private static byte[] Floats(float[] values)
    {
        byte[] bytes = new byte[values.Length * sizeof(float)];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), values[i]);
        }

        return bytes;
    }
}
