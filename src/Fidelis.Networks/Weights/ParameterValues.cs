using System.Globalization;
using Fidelis.Networks.Layers;

namespace Fidelis.Networks.Weights;

/// <summary>Moves values between the parameters of a network or an optimiser and the tensors of a file.</summary>
public static class ParameterValues
{
    /// <summary>Gives parameters as tensors of a file, without copying them.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="prefix">What is put before each name.</param>
    /// <returns>Tensors over the same memory, in the same order.</returns>
    public static IEnumerable<NamedTensor> Of(IEnumerable<Parameter> parameters, string prefix = "") =>
        parameters.Select(p => new NamedTensor(prefix + p.Name, p.Value.Shape.ToArray(), p.Value.Data));

    /// <summary>Sets parameters to the values of the tensors of their names.</summary>
    /// <param name="parameters">The parameters. Those that fit are set, whatever is said of the others.</param>
    /// <param name="tensors">The tensors, of different names.</param>
    /// <param name="prefix">What stands before each name among the tensors.</param>
    /// <returns>A few words on each tensor that is missing, of another shape, not finite or of no parameter; none where all is well.</returns>
    public static IReadOnlyList<string> Assign(IEnumerable<Parameter> parameters, IEnumerable<NamedTensor> tensors, string prefix = "")
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Dictionary<string, NamedTensor> unused = tensors.ToDictionary(t => t.Name, StringComparer.Ordinal);
        List<string> problems = [];
        foreach (Parameter parameter in parameters)
        {
            string name = prefix + parameter.Name;
            if (!unused.Remove(name, out NamedTensor? tensor))
            {
                problems.Add($"{name} is missing");
            }
            else if (!parameter.Value.Shape.SequenceEqual(tensor.Shape.ToArray()))
            {
                problems.Add($"{name} is {Text(tensor.Shape)} instead of {Text(parameter.Value.Shape.ToArray())}");
            }
            else if (tensor.Values.Any(v => !float.IsFinite(v)))
            {
                problems.Add($"{name} holds values that are not finite");
            }
            else
            {
                tensor.Values.CopyTo(parameter.Value.Data, 0);
            }
        }

        problems.AddRange(unused.Keys.Order(StringComparer.Ordinal).Select(name => $"{name} does not belong to it"));
        return problems;
    }

    private static string Text(IEnumerable<int> shape) =>
        $"[{string.Join(", ", shape.Select(size => size.ToString(CultureInfo.InvariantCulture)))}]";
}
