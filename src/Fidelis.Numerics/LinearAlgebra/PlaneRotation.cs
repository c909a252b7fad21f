using System.Runtime.CompilerServices;

namespace Fidelis.Numerics.LinearAlgebra;

/// <summary>Givens rotations.</summary>
internal static class PlaneRotation
{
    /// <summary>Finds the rotation that turns <c>(f, g)</c> into <c>(r, 0)</c>: <c>r = c f + s g</c>, <c>0 = c g - s f</c>.</summary>
    /// <param name="f">The element that remains.</param>
    /// <param name="g">The element that vanishes.</param>
    /// <returns>Cosine, sine and the element that remains.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (double Cosine, double Sine, double Length) Find(double f, double g)
    {
        double square = (f * f) + (g * g);
        if (g != 0 && square is > 1e-290 and < 1e290)
        {
            double length = Math.Sqrt(square);
            return (f / length, g / length, length);
        }

        return FindScaled(f, g);
    }

    private static (double Cosine, double Sine, double Length) FindScaled(double f, double g)
    {
        if (g == 0)
        {
            return (1, 0, f);
        }

        // Squares would underflow or overflow. Below 2^-1000 a scale that brings the larger element to 1 would itself overflow.
        int exponent = Math.Max(Math.ILogB(Math.Max(Math.Abs(f), Math.Abs(g))), -1000);
        f = Math.ScaleB(f, -exponent);
        g = Math.ScaleB(g, -exponent);
        double scaledLength = Math.Sqrt((f * f) + (g * g));
        return (f / scaledLength, g / scaledLength, Math.ScaleB(scaledLength, exponent));
    }
}
