using System.Numerics;
using System.Runtime.InteropServices;

namespace Fidelis.Preprocessing;

/// <summary>All channels alike: <c>x / unit - 1</c>.</summary>
/// <param name="unit">What values are divided by before 1 is subtracted.</param>
/// <param name="text">The same as the peer writes it.</param>
/// <remarks>
/// Three scalings of the field are this one, digit by digit: <c>(x - 128) / 128</c> and <c>2 x - 1</c> differ from <c>x / 128 - 1</c> and
/// <c>x / 0.5 - 1</c> by powers of two alone, which float32 multiplies by without rounding, so that the one rounding of the difference is the same.
/// </remarks>
internal sealed class UnitScaling(float unit, string text) : PixelScaling
{
    /// <inheritdoc/>
    public override string Text => text;

    /// <inheritdoc/>
    public override void Apply(Span<float> pixels)
    {
        Span<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(pixels);
        foreach (ref Vector<float> values in vectors)
        {
            values = (values / unit) - Vector<float>.One;
        }

        foreach (ref float value in pixels[(vectors.Length * Vector<float>.Count)..])
        {
            value = (value / unit) - 1f;
        }
    }
}
