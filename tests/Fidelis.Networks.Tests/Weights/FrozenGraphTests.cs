using Fidelis.Networks.Weights;
using Fidelis.Networks.Weights.TensorFlow;
using Fidelis.Numerics.Errors;
using Fidelis.Testing;
using static Fidelis.Testing.GraphBytes;

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
    public void Parse_ManyRepetitions_AreBelievedTogetherUpToALimit()
    {
        // Each takes 50 bytes of the file and would take 4 MB of memory.
        byte[] repeated = Tensor(1, [1 << 20], (5, Floats([1])));

        Assert.Contains(
            "'b' of the graph 'x.pb' holds 1 values for a shape of 1048576",
            Refusal(Message((1, Node("a", "Const", repeated)), (1, Node("b", "Const", repeated)))));
    }

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
}
