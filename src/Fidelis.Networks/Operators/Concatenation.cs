using Fidelis.Networks.Autodiff;

namespace Fidelis.Networks.Operators;

/// <summary>Joins images of one size by their channels, and its counterpart, which takes some channels out.</summary>
public static class Concatenation
{
    /// <summary>Joins along the last axis.</summary>
    /// <param name="parts">Variables <c>[..., channels of the part]</c>, alike in all other axes; at least one.</param>
    /// <returns>A variable <c>[..., sum of the channels]</c>, the parts in their order.</returns>
    public static Variable Apply(IReadOnlyList<Variable> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        foreach (Variable part in parts)
        {
            Require.Shape(part, [.. parts[0].Shape[..^1], part.Shape[^1]]);
        }

        int channels = parts.Sum(part => part.Shape[^1]);
        Tensor joined = parts[0].Tape.Rent([.. parts[0].Shape[..^1], channels]);
        (Variable Input, Func<Variable, Variable> Gradient)[] inputs = new (Variable, Func<Variable, Variable>)[parts.Count];
        int first = 0;
        for (int i = 0; i < parts.Count; i++)
        {
            int start = first;
            int count = parts[i].Shape[^1];
            Copy(parts[i].Value.Data, 0, count, joined.Data, start, channels, count, joined.Length / channels);
            inputs[i] = (parts[i], gradient => Slice(gradient, start, count));
            first += count;
        }

        return parts[0].Tape.Record(joined, inputs);
    }

    /// <summary>Takes neighbouring channels out.</summary>
    /// <param name="x">A variable <c>[..., channels]</c>.</param>
    /// <param name="first">The first channel.</param>
    /// <param name="count">The number of channels.</param>
    /// <returns>A variable <c>[..., count]</c>.</returns>
    public static Variable Slice(Variable x, int first, int count)
    {
        ArgumentNullException.ThrowIfNull(x);
        int channels = x.Shape[^1];
        Tensor slice = x.Tape.Rent([.. x.Shape[..^1], count]);
        Copy(x.Value.Data, first, channels, slice.Data, 0, count, count, slice.Length / count);
        return x.Tape.Record(slice, (x, gradient => Embed(gradient, first, channels)));
    }

    /// <summary>Copies some channels of each of some pixels.</summary>
    internal static void Copy(
        float[] source, int sourceOffset, int sourceStep, float[] target, int targetOffset, int targetStep, int channels, int pixels)
    {
        for (int pixel = 0; pixel < pixels; pixel++)
        {
            source.AsSpan(sourceOffset + (pixel * sourceStep), channels).CopyTo(target.AsSpan(targetOffset + (pixel * targetStep), channels));
        }
    }

    private static Variable Embed(Variable slice, int first, int channels)
    {
        int count = slice.Shape[^1];
        Tensor embedded = slice.Tape.Rent([.. slice.Shape[..^1], channels]);
        Array.Clear(embedded.Data);
        Copy(slice.Value.Data, 0, count, embedded.Data, first, channels, count, slice.Value.Length / count);
        return slice.Tape.Record(embedded, (slice, second => Slice(second, first, count)));
    }
}
