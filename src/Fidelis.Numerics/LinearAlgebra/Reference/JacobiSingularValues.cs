using Fidelis.Numerics.Errors;

namespace Fidelis.Numerics.LinearAlgebra.Reference;

/// <summary>
/// Singular values by one-sided Jacobi rotations (Hestenes 1958), which finds even tiny ones to high relative accuracy: the reference
/// that <see cref="SingularValues"/> is tested against.
/// </summary>
internal static class JacobiSingularValues
{
    private const int SweepLimit = 60;

    /// <summary>Computes the <c>min(m, n)</c> singular values, descending.</summary>
    internal static double[] Compute(Matrix matrix)
    {
        // The rows are made orthogonal, so there should be no more of them than columns.
        Matrix a = matrix.Rows <= matrix.Columns ? matrix.Copy() : matrix.Transpose();
        for (int sweep = 0; Rotate(a); sweep++)
        {
            if (sweep == SweepLimit)
            {
                Throw.NoConvergence("one-sided Jacobi iteration", SweepLimit);
            }
        }

        double[] values = new double[a.Rows];
        for (int i = 0; i < a.Rows; i++)
        {
            values[i] = Math.Sqrt(Dot(a.Row(i), a.Row(i)));
        }

        Array.Sort(values);
        Array.Reverse(values);
        return values;
    }

    private static bool Rotate(Matrix a)
    {
        // Rows that are zero to working accuracy are directions of rounding errors; turning them against each other never ends.
        double negligible = 0;
        for (int p = 0; p < a.Rows; p++)
        {
            negligible = Math.Max(negligible, Dot(a.Row(p), a.Row(p)) * 1e-34);
        }

        bool rotated = false;
        for (int p = 0; p < a.Rows; p++)
        {
            for (int q = p + 1; q < a.Rows; q++)
            {
                Span<double> x = a.Row(p);
                Span<double> y = a.Row(q);
                double xx = Dot(x, x);
                double yy = Dot(y, y);
                double xy = Dot(x, y);
                if (Math.Abs(xy) <= 1e-15 * Math.Sqrt(xx) * Math.Sqrt(yy) || Math.Min(xx, yy) <= negligible)
                {
                    continue;
                }

                rotated = true;
                double theta = (yy - xx) / (2 * xy);
                double t = theta == 0 ? 1 : Math.Sign(theta) / (Math.Abs(theta) + Math.Sqrt(1 + (theta * theta)));
                double c = 1 / Math.Sqrt(1 + (t * t));
                double s = t * c;
                for (int k = 0; k < a.Columns; k++)
                {
                    (x[k], y[k]) = ((c * x[k]) - (s * y[k]), (s * x[k]) + (c * y[k]));
                }
            }
        }

        return rotated;
    }

    private static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int k = 0; k < x.Length; k++)
        {
            sum += x[k] * y[k];
        }

        return sum;
    }
}
