using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Layers;
using Fidelis.Networks.Weights;
using Fidelis.Networks.Weights.Inception;
using Fidelis.Testing;

namespace Fidelis.Networks.Tests.Weights.Inception;

public sealed class InceptionTensorsTests
{
    /// <summary>The tensors of pytorch-fid's and torch-fidelity's modules, and the nodes of the graph, as the programs of both name them.</summary>
    private static readonly (string Name, int[] Shape, string Graph)[] Published =
    [
        .. Golden.Load("weights", "inception_names").GetProperty("tensors").EnumerateArray().Select(tensor => (
            tensor.GetProperty("name").GetString()!,
            tensor.GetProperty("shape").EnumerateArray().Select(length => length.GetInt32()).ToArray(),
            tensor.GetProperty("graph").GetString()!)),
    ];

    /// <summary>Parameters of those names whose axes are short: no longer than 4.</summary>
    private static readonly Parameter[] Parameters =
        [.. Published.Select(tensor => new Parameter(Ours(tensor.Name), new Tensor([.. tensor.Shape.Select(length => Math.Min(length, 4))]), isTrained: false))];

    [Fact]
    public void GraphName_EveryParameter_IsTheNodeThatThePeersConvert() =>
        Assert.All(Published, tensor => Assert.Equal(tensor.Graph, InceptionTensors.GraphName(Ours(tensor.Name))));

    [Fact]
    public void Translate_StateDictionary_FitsTheNetwork()
    {
        NamedTensor[] values = [.. Values()];
        NamedTensor[] stored =
        [
            .. values.Zip(Published, (tensor, published) => tensor with { Name = published.Name }),
            .. Published.Where(tensor => tensor.Name.EndsWith("running_var", StringComparison.Ordinal)).Select(tensor => new NamedTensor(tensor.Name.Replace("running_var", "num_batches_tracked", StringComparison.Ordinal), [], [7])),
        ];

        AssertAssigned(values, stored);
        AssertAssigned(values, values);
    }

    [Fact]
    public void Translate_Graph_TransposesAndLeavesOutItsArithmetic()
    {
        NamedTensor[] values = [.. Values()];
        NamedTensor[] nodes = [.. values.Zip(Published, (tensor, published) => ToGraph(tensor) with { Name = published.Graph }), new("Sub/y", [], [128]), new("Mul/y", [1], [0.0078125f])];

        AssertAssigned(values, nodes);
    }

    [Fact]
    public void Translate_GraphWithMore_NamesIt()
    {
        NamedTensor[] nodes = [.. Values().Zip(Published, (tensor, published) => ToGraph(tensor) with { Name = published.Graph }), new("final/weights", [2, 2], [1, 2, 3, 4])];

        Assert.Equal(["final/weights does not belong to it"], ParameterValues.Assign(Parameters, InceptionTensors.Translate(nodes, Parameters)));
    }

    [Fact]
    public void Translate_ManyTroubles_AreToldTogether()
    {
        NamedTensor[] stored =
        [
            .. Values().Skip(300).Select((tensor, i) => i < 100 ? tensor with { Shape = [tensor.Values.Length, 1, 1] } : tensor),
            .. Enumerable.Range(10, 30).Select(i => new NamedTensor($"AuxLogits.{i}", [2], [1, 2])),
        ];

        IReadOnlyList<string> problems = ParameterValues.Assign(Parameters, InceptionTensors.Translate(stored, Parameters));

        Assert.Equal(11, problems.Count);
        Assert.StartsWith("Conv2d_1a_3x3.conv.weight, Conv2d_1a_3x3.bn.weight, ", problems[0], StringComparison.Ordinal);
        Assert.EndsWith(" and 292 others are missing", problems[0], StringComparison.Ordinal);
        Assert.Equal("92 others have another shape too", problems[9]);
        Assert.Equal("AuxLogits.10, AuxLogits.11, AuxLogits.12, AuxLogits.13, AuxLogits.14, AuxLogits.15, AuxLogits.16, AuxLogits.17 and 22 others do not belong to it", problems[10]);
    }

    private static string Ours(string name) => name.Replace("running_var", "running_variance", StringComparison.Ordinal);

    private static IEnumerable<NamedTensor> Values() => Parameters.Select((parameter, i) => new NamedTensor(
        parameter.Name, parameter.Value.Shape.ToArray(), Array.ConvertAll(Lcg.Values((uint)i + 1, parameter.Value.Length, 2, -1), value => (float)value)));

    /// <summary>Turns [out, in, height, width] into [height, width, in, out] by its definition, element by element.</summary>
    private static NamedTensor ToGraph(NamedTensor tensor)
    {
        if (tensor.Shape is [var rows, var columns])
        {
            return new NamedTensor(tensor.Name, [columns, rows], [.. from c in Enumerable.Range(0, columns) from r in Enumerable.Range(0, rows) select tensor.Values[(r * columns) + c]]);
        }

        if (tensor.Shape is not [var outputs, var inputs, var height, var width])
        {
            return tensor;
        }

        return new NamedTensor(tensor.Name, [height, width, inputs, outputs],
        [
            .. from y in Enumerable.Range(0, height)
               from x in Enumerable.Range(0, width)
               from i in Enumerable.Range(0, inputs)
               from o in Enumerable.Range(0, outputs)
               select tensor.Values[(((((o * inputs) + i) * height) + y) * width) + x],
        ]);
    }

    private static void AssertAssigned(NamedTensor[] expected, NamedTensor[] stored)
    {
        Assert.All(Parameters, parameter => Array.Fill(parameter.Value.Data, float.NaN));

        Assert.Empty(ParameterValues.Assign(Parameters, InceptionTensors.Translate(stored, Parameters)));
        Assert.All(expected.Zip(Parameters), pair => Assert.Equal(pair.First.Values, pair.Second.Value.Data));
    }
}
