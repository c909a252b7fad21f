namespace Fidelis.Numerics.LinearAlgebra;

/// <summary>Householder reflections <c>H = I - tau v v^T</c>, whose vector v is 1 at the pivot.</summary>
internal static unsafe class Householder
{
    // Below it squares lose digits to underflow. Matrices are scaled to a largest element near 1 before they are reduced, so such a
    // vector is noise beside the rest; but where tau and v do not fit together to working accuracy, H mixes the rest wrongly.
    private const double TinySquare = 1e-260;

    /// <summary>Finds the reflection that maps a vector onto its pivot, and replaces the vector by v.</summary>
    /// <param name="pivot">The element that remains; becomes 1.</param>
    /// <param name="rest">The elements that vanish; become the rest of v.</param>
    /// <param name="count">The number of elements in <paramref name="rest"/>.</param>
    /// <returns>tau, zero where there is nothing to reflect, and the element that remains.</returns>
    internal static (double Tau, double Remaining) Reflect(double* pivot, double* rest, int count)
    {
        double alpha = *pivot;
        double square = VectorKernels.Dot(rest, rest, count);
        int exponent = 0;
        if ((alpha * alpha) + square < TinySquare)
        {
            exponent = Exponent(alpha, rest, count);
            double scale = Math.ScaleB(1, -exponent);
            alpha *= scale;
            VectorKernels.Scale(scale, rest, count);
            square = VectorKernels.Dot(rest, rest, count);
        }

        *pivot = 1;
        if (square == 0)
        {
            return (0, Math.ScaleB(alpha, exponent));
        }

        // The sign that adds magnitudes: alpha - beta never cancels.
        double beta = -Math.CopySign(Math.Sqrt((alpha * alpha) + square), alpha);
        VectorKernels.Scale(1 / (alpha - beta), rest, count);
        return ((beta - alpha) / beta, Math.ScaleB(beta, exponent));
    }

    // That of the largest magnitude; no less than -1000, whose inverse power is still finite.
    private static int Exponent(double alpha, double* rest, int count)
    {
        double largest = Math.Abs(alpha);
        for (int i = 0; i < count; i++)
        {
            largest = Math.Max(largest, Math.Abs(rest[i]));
        }

        return Math.Max(Math.ILogB(largest), -1000);
    }
}
