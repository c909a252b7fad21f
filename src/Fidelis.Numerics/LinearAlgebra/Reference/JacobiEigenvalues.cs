using Fidelis.Numerics.Errors;

namespace Fidelis.Numerics.LinearAlgebra.Reference;

/// <summary>
/// The symmetric eigenproblem by Jacobi's rotations (1846): the reference that <see cref="SymmetricEigenproblem"/> is tested against.
/// </summary>
internal static class JacobiEigenvalues
{
    private const int SweepLimit = 60;

    /// <summary>Computes eigenvalues, ascending, and eigenvectors, in columns.</summary>
    internal static (double[] Values, Matrix Vectors) Decompose(Matrix symmetric)
    {
        int n = symmetric.Rows;
        Matrix a = symmetric.Copy();
        Matrix v = Matrix.Identity(n);
        for (int sweep = 0; Rotate(a, v); sweep++)
        {
            if (sweep == SweepLimit)
            {
                Throw.NoConvergence("Jacobi iteration", SweepLimit);
            }
        }

        int[] order = [.. Enumerable.Range(0, n).OrderBy(i => a[i, i])];
        Matrix vectors = new(n, n);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                vectors[i, j] = v[i, order[j]];
            }
        }

        return ([.. order.Select(i => a[i, i])], vectors);
    }

    // One cyclic sweep: every pair (p, q) is rotated so that a[p, q] vanishes. Returns whether anything was left to rotate.
    private static bool Rotate(Matrix a, Matrix v)
    {
        int n = a.Rows;
        bool rotated = false;
        for (int p = 0; p < n; p++)
        {
            for (int q = p + 1; q < n; q++)
            {
                if (Math.Abs(a[p, q]) <= double.Epsilon + (1e-17 * Math.Sqrt(Math.Abs(a[p, p])) * Math.Sqrt(Math.Abs(a[q, q]))))
                {
                    continue;
                }

                rotated = true;
                double theta = (a[q, q] - a[p, p]) / (2 * a[p, q]);
                double t = theta == 0 ? 1 : Math.Sign(theta) / (Math.Abs(theta) + Math.Sqrt(1 + (theta * theta)));
                double c = 1 / Math.Sqrt(1 + (t * t));
                double s = t * c;
                for (int k = 0; k < n; k++)
                {
                    (a[k, p], a[k, q]) = ((c * a[k, p]) - (s * a[k, q]), (s * a[k, p]) + (c * a[k, q]));
                    (v[k, p], v[k, q]) = ((c * v[k, p]) - (s * v[k, q]), (s * v[k, p]) + (c * v[k, q]));
                }

                for (int k = 0; k < n; k++)
                {
                    (a[p, k], a[q, k]) = ((c * a[p, k]) - (s * a[q, k]), (s * a[p, k]) + (c * a[q, k]));
                }

                a[p, q] = a[q, p] = 0;
            }
        }

        return rotated;
    }
}
