using System.Globalization;
using System.Runtime.InteropServices;
using Fidelis.Networks.Layers;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.Threading;

namespace Fidelis.Networks.Weights;

/// <summary>Moves values between the parameters of a network or an optimiser and the tensors of a file.</summary>
public static class ParameterValues
{
    /// <summary>How many tensors of one trouble are named one by one.</summary>
    private const int MostListed = 8;

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
    /// <returns>
    /// A few words on each tensor that is missing, of another shape, not finite or of no parameter, or on many of them together; none
    /// where all is well.
    /// </returns>
    public static IReadOnlyList<string> Assign(IEnumerable<Parameter> parameters, IEnumerable<NamedTensor> tensors, string prefix = "")
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Dictionary<string, NamedTensor> unused = tensors.ToDictionary(t => t.Name, StringComparer.Ordinal);
        List<string> missing = [];
        List<string> misshapen = [];
        List<(Parameter Parameter, NamedTensor Tensor)> fitting = [];
        foreach (Parameter parameter in parameters)
        {
            string name = prefix + parameter.Name;
            if (!unused.Remove(name, out NamedTensor? tensor))
            {
                missing.Add(name);
            }
            else if (!parameter.Value.Shape.SequenceEqual(tensor.Shape.ToArray()))
            {
                misshapen.Add($"{name} is {Text(tensor.Shape)} instead of {Text(parameter.Value.Shape.ToArray())}");
            }
            else
            {
                fitting.Add((parameter, tensor));
            }
        }

        bool[] isFinite = new bool[fitting.Count];
        Parallelism.For(fitting.Count, i =>
        {
            isFinite[i] = AreFinite(fitting[i].Tensor.Values);
            if (isFinite[i])
            {
                fitting[i].Tensor.Values.CopyTo(fitting[i].Parameter.Value.Data, 0);
            }
        });
        return
        [
            .. Together(missing, "is missing", "are missing"),
            .. misshapen.Count <= MostListed
                ? misshapen
                : [.. misshapen.Take(MostListed), Number(misshapen.Count - MostListed, "others have another shape too")],
            .. Together([.. fitting.Where((_, i) => !isFinite[i]).Select(fit => fit.Tensor.Name)], "holds values that are not finite", "hold values that are not finite"),
            .. Together([.. unused.Keys.Order(StringComparer.Ordinal).Select(Printable.Of)], "does not belong to it", "do not belong to it"),
        ];
    }

    private static IEnumerable<string> Together(List<string> names, string does, string @do) => names.Count <= MostListed
        ? names.Select(name => $"{name} {does}")
        : [$"{string.Join(", ", names.Take(MostListed))} and {Number(names.Count - MostListed, $"others {@do}")}"];

    private static string Number(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}");

    private static bool AreFinite(ReadOnlySpan<float> values)
    {
        // What is infinite or no number has all bits of the exponent, with either sign.
        const uint Infinity = 0x7F80_0000;
        const uint Sign = 0x8000_0000;
        ReadOnlySpan<uint> bits = MemoryMarshal.Cast<float, uint>(values);
        return !bits.ContainsAnyInRange(Infinity, Sign - 1) && !bits.ContainsAnyInRange(Sign | Infinity, uint.MaxValue);
    }

    private static string Text(IEnumerable<int> shape) =>
        $"[{string.Join(", ", shape.Select(size => size.ToString(CultureInfo.InvariantCulture)))}]";
}
