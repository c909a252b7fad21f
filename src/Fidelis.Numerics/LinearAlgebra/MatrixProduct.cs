using Fidelis.Numerics.Errors;

namespace Fidelis.Numerics.LinearAlgebra;

/// <summary>Products of dense matrices, blocked for the caches, vectorised and spread over the cores.</summary>
/// <remarks>
/// Every element is the sum of its products in one fixed order, whatever the number of threads, so results repeat bit by bit on one
/// machine. The classical error bound holds: <c>|C - AB| &lt;= k u |A||B|</c> element by element, with <c>k</c> the inner dimension and
/// <c>u = 2^-53</c>. NaN and infinity follow the rules of IEEE 754.
/// </remarks>
public static unsafe class MatrixProduct
{
    private const int TrianglePanel = 256;

    /// <summary>Computes <c>A B</c>.</summary>
    /// <param name="a">The left factor <c>[m, k]</c>.</param>
    /// <param name="b">The right factor <c>[k, n]</c>.</param>
    /// <returns>The product <c>[m, n]</c>.</returns>
    /// <exception cref="ArgumentException">The inner dimensions differ.</exception>
    public static Matrix Multiply(Matrix a, Matrix b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        Matrix product = new(a.Rows, b.Columns);
        Multiply(a, b, product);
        return product;
    }

    /// <summary>Computes <c>A B</c> in memory that is there already.</summary>
    /// <param name="a">The left factor <c>[m, k]</c>.</param>
    /// <param name="b">The right factor <c>[k, n]</c>.</param>
    /// <param name="product">Receives the product <c>[m, n]</c>; neither factor.</param>
    /// <exception cref="ArgumentException">The dimensions do not fit.</exception>
    public static void Multiply(Matrix a, Matrix b, Matrix product)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        ArgumentNullException.ThrowIfNull(product);
        if (a.Columns != b.Rows || product.Rows != a.Rows || product.Columns != b.Columns)
        {
            Throw.ShapesDoNotFit("the product A B", a.Rows, a.Columns, b.Rows, b.Columns);
        }

        fixed (double* left = a.Data, right = b.Data, destination = product.Data)
        {
            BlockedProduct.Multiply(View(left, a), View(right, b), View(destination, product));
        }
    }

    /// <summary>Computes <c>A^T B</c> without forming the transpose.</summary>
    /// <param name="a">The factor that is transposed <c>[k, m]</c>.</param>
    /// <param name="b">The right factor <c>[k, n]</c>.</param>
    /// <returns>The product <c>[m, n]</c>.</returns>
    /// <exception cref="ArgumentException">The numbers of rows differ.</exception>
    public static Matrix MultiplyTransposeLeft(Matrix a, Matrix b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        if (a.Rows != b.Rows)
        {
            Throw.ShapesDoNotFit("the product A^T B", a.Rows, a.Columns, b.Rows, b.Columns);
        }

        Matrix product = new(a.Columns, b.Columns);
        fixed (double* left = a.Data, right = b.Data, destination = product.Data)
        {
            BlockedProduct.Multiply(View(left, a).Transposed, View(right, b), View(destination, product));
        }

        return product;
    }

    /// <summary>Computes <c>A B^T</c> without forming the transpose.</summary>
    /// <param name="a">The left factor <c>[m, k]</c>.</param>
    /// <param name="b">The factor that is transposed <c>[n, k]</c>.</param>
    /// <returns>The product <c>[m, n]</c>.</returns>
    /// <exception cref="ArgumentException">The numbers of columns differ.</exception>
    public static Matrix MultiplyTransposeRight(Matrix a, Matrix b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        if (a.Columns != b.Columns)
        {
            Throw.ShapesDoNotFit("the product A B^T", a.Rows, a.Columns, b.Rows, b.Columns);
        }

        Matrix product = new(a.Rows, b.Rows);
        fixed (double* left = a.Data, right = b.Data, destination = product.Data)
        {
            BlockedProduct.Multiply(View(left, a), View(right, b).Transposed, View(destination, product));
        }

        return product;
    }

    /// <summary>Computes <c>A^T B</c> of two lower triangular matrices with a third of the work of a general product.</summary>
    /// <param name="a">The factor that is transposed <c>[n, n]</c>, zero above the diagonal.</param>
    /// <param name="b">The right factor <c>[n, n]</c>, zero above the diagonal.</param>
    /// <returns>The product <c>[n, n]</c>, which has no zeros of its own.</returns>
    /// <exception cref="ArgumentException">A matrix is not square, or the sizes differ.</exception>
    public static Matrix MultiplyTransposeLeftOfTriangles(Matrix a, Matrix b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        a.RequireSquare();
        if (a.Columns != b.Columns || b.Rows != b.Columns)
        {
            Throw.ShapesDoNotFit("the product A^T B", a.Rows, a.Columns, b.Rows, b.Columns);
        }

        Matrix product = new(a.Rows, a.Rows);
        fixed (double* left = a.Data, right = b.Data, destination = product.Data)
        {
            BlockedProduct.Clear(View(destination, product));

            // Of a panel of rows only the columns up to its end are not zero.
            for (int start = 0; start < a.Rows; start += TrianglePanel)
            {
                int height = Math.Min(TrianglePanel, a.Rows - start);
                int columns = start + height;
                BlockedProduct.Accumulate(
                    1,
                    View(left, a).Block(start, 0, height, columns).Transposed,
                    View(right, b).Block(start, 0, height, columns),
                    View(destination, product).Block(0, 0, columns, columns),
                    lowerOnly: false);
            }
        }

        return product;
    }

    /// <summary>Adds up the products <c>A^T A</c> of matrices, each with half of the work of a general product; the sum is symmetric to the last bit.</summary>
    /// <param name="columns">The number of columns n.</param>
    /// <param name="matrices">The matrices <c>[k, n]</c>, each of which is used up before the next one is asked for.</param>
    /// <returns>The sum <c>[n, n]</c>, zeros where there is no matrix.</returns>
    /// <exception cref="ArgumentException">A matrix has another number of columns.</exception>
    public static Matrix SumOfSymmetricProducts(int columns, IEnumerable<Matrix> matrices)
    {
        ArgumentNullException.ThrowIfNull(matrices);
        Matrix sum = new(columns, columns);
        foreach (Matrix a in matrices)
        {
            if (a.Columns != columns)
            {
                Throw.ShapesDoNotFit("the sum of A^T A", a.Rows, a.Columns, columns, columns);
            }

            fixed (double* source = a.Data, destination = sum.Data)
            {
                BlockedProduct.Accumulate(1, View(source, a).Transposed, View(source, a), View(destination, sum), lowerOnly: true);
            }
        }

        fixed (double* elements = sum.Data)
        {
            LowerTriangle.Mirror(View(elements, sum));
        }

        return sum;
    }

    /// <summary>Computes <c>x^T S x</c> for each row x, with half of the work of the product that it contains.</summary>
    /// <param name="rows">The rows x <c>[m, n]</c>.</param>
    /// <param name="symmetric">The symmetric matrix S <c>[n, n]</c>; its lower triangle and blocks along the diagonal are read.</param>
    /// <returns>The forms <c>[m]</c>.</returns>
    /// <exception cref="ArgumentException">The numbers of columns differ.</exception>
    public static double[] QuadraticForms(Matrix rows, Matrix symmetric)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(symmetric);
        symmetric.RequireSquare();
        if (rows.Columns != symmetric.Rows)
        {
            Throw.ShapesDoNotFit("the forms x^T S x", rows.Rows, rows.Columns, symmetric.Rows, symmetric.Columns);
        }

        double[] forms = new double[rows.Rows];
        Matrix products = new(rows.Rows, Math.Min(TrianglePanel, rows.Columns));
        fixed (double* x = rows.Data, s = symmetric.Data, y = products.Data)
        {
            for (int start = 0; start < rows.Columns; start += TrianglePanel)
            {
                int width = Math.Min(TrianglePanel, rows.Columns - start);
                int behind = start + width;
                int rest = rows.Columns - behind;
                MatrixView all = View(x, rows);
                MatrixView panel = new(y, rows.Rows, width, products.Columns, 1);
                Array.Clear(products.Data);
                BlockedProduct.Accumulate(1, all.Block(0, start, rows.Rows, width), View(s, symmetric).Block(start, start, width, width), panel, lowerOnly: false);

                // What lies below stands for what lies beside the block as well.
                BlockedProduct.Accumulate(2, all.Block(0, behind, rows.Rows, rest), View(s, symmetric).Block(behind, start, rest, width), panel, lowerOnly: false);
                for (int i = 0; i < forms.Length; i++)
                {
                    forms[i] += VectorKernels.Dot(panel.At(i, 0), all.At(i, start), width);
                }
            }
        }

        return forms;
    }

    private static MatrixView View(double* data, Matrix matrix) => new(data, matrix.Rows, matrix.Columns);
}
