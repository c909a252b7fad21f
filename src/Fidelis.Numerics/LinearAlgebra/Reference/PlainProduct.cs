namespace Fidelis.Numerics.LinearAlgebra.Reference;

/// <summary>The matrix product by its definition: the reference that the blocked product is tested against.</summary>
internal static class PlainProduct
{
    /// <summary>Computes <c>A B</c>.</summary>
    internal static Matrix Multiply(Matrix a, Matrix b)
    {
        Matrix product = new(a.Rows, b.Columns);
        for (int i = 0; i < a.Rows; i++)
        {
            for (int j = 0; j < b.Columns; j++)
            {
                double sum = 0;
                for (int k = 0; k < a.Columns; k++)
                {
                    sum += a[i, k] * b[k, j];
                }

                product[i, j] = sum;
            }
        }

        return product;
    }
}
