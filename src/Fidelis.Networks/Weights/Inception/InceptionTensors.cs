using System.Globalization;
using Fidelis.Networks.Layers;
using Fidelis.Numerics.Threading;

namespace Fidelis.Networks.Weights.Inception;

/// <summary>
/// Brings the tensors of published files of Inception V3 (2015-12-05) under the names and into the layout of the network's parameters.
/// </summary>
/// <remarks>
/// Two families of names are known: that of PyTorch's ports (pytorch-fid, torch-fidelity, torchmetrics), and that of the TensorFlow graph
/// that they were made from. What is of neither keeps its name, and is found not to belong to the network.
/// </remarks>
internal static class InceptionTensors
{
    private const string OurVariance = ".running_variance";
    private const string TheirVariance = ".running_var";

    /// <summary>How many batches training has seen: PyTorch keeps it beside the statistics, and inference does not look at it.</summary>
    private const string Counter = ".num_batches_tracked";

    /// <summary>Translates the tensors of a file.</summary>
    /// <param name="tensors">The tensors as the file names them.</param>
    /// <param name="parameters">The parameters of the network.</param>
    /// <returns>The tensors as the network names them.</returns>
    public static IReadOnlyList<NamedTensor> Translate(IReadOnlyList<NamedTensor> tensors, IReadOnlyList<Parameter> parameters)
    {
        // A name that is taken is given to no second tensor, which then keeps its own.
        HashSet<string> taken = [.. tensors.Select(tensor => tensor.Name)];
        Dictionary<string, string> graphNames = parameters.Where(parameter => !taken.Contains(parameter.Name))
            .ToDictionary(parameter => GraphName(parameter.Name), parameter => parameter.Name, StringComparer.Ordinal);
        return tensors.Any(tensor => graphNames.ContainsKey(tensor.Name)) ? FromGraph(tensors, graphNames) : FromPyTorch(tensors, taken);
    }

    /// <summary>Says what to do about a file whose tensors do not fit.</summary>
    /// <param name="tensors">The tensors as the file names them.</param>
    /// <returns>A sentence.</returns>
    public static string Remedy(IReadOnlyList<NamedTensor> tensors) =>
        tensors.Any(tensor => tensor.Name == "fc.weight" && tensor.Shape is [1000, 2048])
            ? "They look like torchvision's weights, on which no published score rests: get those of 2015-12-05 by `fidelis models pull inception-v3`."
            : "Get the weights of 2015-12-05 by `fidelis models pull inception-v3`; a model that train wrote says in its metadata what it is.";

    /// <summary>Gives the node of the graph that holds a parameter.</summary>
    /// <param name="parameter">The parameter, such as <c>Mixed_5b.branch5x5_2.bn.weight</c>.</param>
    /// <returns>The node, such as <c>mixed/tower/conv_1/batchnorm/gamma</c>.</returns>
    /// <remarks>
    /// The graph counts blocks, branches and convolutions from zero and leaves out the zero. A branch of one convolution is named like a
    /// convolution of the block; the longer ones are towers, in the order that the PyTorch modules list them too.
    /// </remarks>
    public static string GraphName(string parameter)
    {
        string[] parts = parameter.Split('.');
        return parts switch
        {
            ["fc", "weight"] => "softmax/weights",
            ["fc", "bias"] => "softmax/biases",
            [var convolution, _, _] => $"{Stem(convolution)}/{Part(parts)}",
            [var block, var branch, _, _] => $"{Block(block)}/{Branch(block, branch)}/{Part(parts)}",
            _ => parameter,
        };
    }

    private static string Stem(string module) => Numbered("conv", Array.IndexOf(["Conv2d_1a_3x3", "Conv2d_2a_3x3", "Conv2d_2b_3x3", "Conv2d_3b_1x1", "Conv2d_4a_3x3"], module));

    private static string Block(string module) => Numbered(
        "mixed",
        Array.IndexOf(["Mixed_5b", "Mixed_5c", "Mixed_5d", "Mixed_6a", "Mixed_6b", "Mixed_6c", "Mixed_6d", "Mixed_6e", "Mixed_7a", "Mixed_7b", "Mixed_7c"], module));

    private static string Branch(string block, string branch)
    {
        int underscore = branch.LastIndexOf('_');
        (string kind, string step) = underscore < 0 ? (branch, "") : (branch[..underscore], branch[(underscore + 1)..]);
        int tower = kind switch
        {
            _ when step == "pool" => 2,
            "branch3x3dbl" when block == "Mixed_6a" => 0,
            "branch3x3dbl" or "branch7x7dbl" or "branch7x7x3" => 1,
            _ => 0,
        };
        return step switch
        {
            "" => "conv",
            "pool" => $"{Numbered("tower", tower)}/conv",
            [_, 'a'] => $"{Numbered("tower", tower)}/mixed/conv",
            [_, 'b'] => $"{Numbered("tower", tower)}/mixed/conv_1",
            [var digit] => $"{Numbered("tower", tower)}/{Numbered("conv", digit - '1')}",
            _ => branch,
        };
    }

    private static string Part(string[] parts) => parts[^2..] switch
    {
        ["conv", "weight"] => "conv2d_params",
        ["bn", "weight"] => "batchnorm/gamma",
        ["bn", "bias"] => "batchnorm/beta",
        ["bn", "running_mean"] => "batchnorm/moving_mean",
        ["bn", "running_variance"] => "batchnorm/moving_variance",
        _ => parts[^1],
    };

    private static string Numbered(string name, int number) => number == 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}_{number}");

    private static List<NamedTensor> FromPyTorch(IEnumerable<NamedTensor> tensors, HashSet<string> taken) =>
    [
        .. tensors
            .Where(tensor => !tensor.Name.EndsWith(Counter, StringComparison.Ordinal))
            .Select(tensor => tensor.Name.EndsWith(TheirVariance, StringComparison.Ordinal)
                && tensor.Name[..^TheirVariance.Length] + OurVariance is var name && !taken.Contains(name)
                ? tensor with { Name = name }
                : tensor),
    ];

    /// <summary>Single numbers that the graph computes with, such as the 128 of its preprocessing, are no weights.</summary>
    private static NamedTensor[] FromGraph(IEnumerable<NamedTensor> tensors, Dictionary<string, string> names)
    {
        NamedTensor[] weights = [.. tensors.Where(tensor => names.ContainsKey(tensor.Name) || tensor.Values.Length != 1)];
        Parallelism.For(weights.Length, i =>
        {
            if (names.TryGetValue(weights[i].Name, out string? name))
            {
                weights[i] = Transposed(weights[i]) with { Name = name };
            }
        });
        return weights;
    }

    /// <summary>Turns <c>[height, width, in, out]</c> into <c>[out, in, height, width]</c>, and <c>[in, out]</c> into <c>[out, in]</c>.</summary>
    private static NamedTensor Transposed(NamedTensor tensor)
    {
        if (tensor.Shape.Count is not (2 or 4))
        {
            return tensor;
        }

        (int inputs, int outputs) = (tensor.Shape[^2], tensor.Shape[^1]);
        int places = tensor.Shape.Take(tensor.Shape.Count - 2).Aggregate(1, (product, length) => product * length);
        float[] values = new float[tensor.Values.Length];
        for (int place = 0; place < places; place++)
        {
            for (int input = 0; input < inputs; input++)
            {
                ReadOnlySpan<float> row = tensor.Values.AsSpan(((place * inputs) + input) * outputs, outputs);
                for (int output = 0; output < outputs; output++)
                {
                    values[(((output * inputs) + input) * places) + place] = row[output];
                }
            }
        }

        return new NamedTensor(tensor.Name, [outputs, inputs, .. tensor.Shape.Take(tensor.Shape.Count - 2)], values);
    }
}
