namespace Fidelis.Numerics.LinearAlgebra;

/// <summary>Householder reflections <c>H = I - tau v v^T</c>, whose vector v is 1 at the pivot.</summary>
internal static unsafe class Householder
{
    // Below it squares lose digits to underflow. Matrices are scaled to a largest element near 1 before they are reduced, so such a
    // vector is noise, but one that has to be reflected exactly, since tau and v must stay orthogonal to working accuracy.
    private const double TinySquare = 1e-260;
    private const double Lift = 2.582249878086909e120; // 2^400

    /// <summary>Finds the reflection that maps a vector onto its pivot, and replaces the vector by v.</summary>
    /// <param name="pivot">The element that remains; becomes 1.</param>
    /// <param name="rest">The elements that vanish; become the rest of v.</param>
    /// <param name="count">The number of elements in <paramref name="rest"/>.</param>
    /// <returns>tau, zero where there is nothing to reflect, and the element that remains.</returns>
    internal static (double Tau, double Remaining) Reflect(double* pivot, double* rest, int count)
    {
        double alpha = *pivot;
        double square = VectorKernels.Dot(rest, rest, count);
        double lowered = 1;
        if ((alpha * alpha) + square < TinySquare)
        {
            alpha *= Lift;
            VectorKernels.Scale(Lift, rest, count);
            square = VectorKernels.Dot(rest, rest, count);
            lowered = 1 / Lift;
        }

        *pivot = 1;
        if (square == 0)
        {
            return (0, alpha * lowered);
        }

        // The sign that adds magnitudes: alpha - beta never cancels.
        double beta = -Math.CopySign(Math.Sqrt((alpha * alpha) + square), alpha);
        VectorKernels.Scale(1 / (alpha - beta), rest, count);
        return ((beta - alpha) / beta, beta * lowered);
    }
}
