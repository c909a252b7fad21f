namespace Fidelis.Numerics.LinearAlgebra.Reference;

/// <summary>The Cholesky factorisation by its recurrence: the reference that <see cref="Cholesky"/> is tested against.</summary>
internal static class PlainCholesky
{
    /// <summary>Factors a positive definite matrix.</summary>
    internal static Matrix Factor(Matrix a)
    {
        Matrix factor = new(a.Rows, a.Rows);
        for (int i = 0; i < a.Rows; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double rest = a[i, j];
                for (int k = 0; k < j; k++)
                {
                    rest -= factor[i, k] * factor[j, k];
                }

                factor[i, j] = i == j ? Math.Sqrt(rest) : rest / factor[j, j];
            }
        }

        return factor;
    }
}
