using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Fidelis.Numerics.LinearAlgebra;
using Fidelis.Numerics.LinearAlgebra.Reference;
using Fidelis.Testing;

namespace Fidelis.Numerics.Tests.LinearAlgebra;

public sealed unsafe class MatrixProductTests
{
    // Two orders of summing k products below 1: each of the k additions rounds a sum below k by at most k * 1.1e-16, on both sides, and
    // such errors add up like a random walk.
    private static double Tolerance(int depth) => 2.3e-16 * (1 + (depth * Math.Sqrt(depth)));

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(256)]
    [InlineData(300)]
    public void MultiplyTransposeLeftOfTriangles_AnySize_IsTheGeneralProduct(int n)
    {
        Matrix a = Triangle(n, 1);
        Matrix b = Triangle(n, 2);

        // n products of values below 1, in another order: the classical bound n u |A||B| is below n^2 u.
        NumericAssert.Close(
            MatrixProduct.MultiplyTransposeLeft(a, b).Data, MatrixProduct.MultiplyTransposeLeftOfTriangles(a, b).Data, 1e-300 + (1.2e-16 * n * n));
        Assert.Throws<ArgumentException>(() => MatrixProduct.MultiplyTransposeLeftOfTriangles(a, TestMatrices.Random(n, n + 1)));

        static Matrix Triangle(int n, uint seed)
        {
            Matrix triangle = TestMatrices.Random(n, n, seed);
            for (int i = 0; i < n; i++)
            {
                triangle.Row(i)[(i + 1)..].Clear();
            }

            return triangle;
        }
    }

    [Fact]
    public void Multiply_AllSmallShapes_AgreesWithDefinition()
    {
        int[] sizes = [0, 1, 2, 3, 7, 11, 12, 13, 16, 17, 31, 32, 33, 70];
        foreach (int m in sizes)
        {
            foreach (int n in sizes)
            {
                foreach (int k in sizes)
                {
                    Matrix a = TestMatrices.Random(m, k);
                    Matrix b = TestMatrices.Random(k, n, 2);
                    NumericAssert.Close(PlainProduct.Multiply(a, b).Data, MatrixProduct.Multiply(a, b).Data, Tolerance(k));
                }
            }
        }
    }

    [Theory]
    [InlineData(257, 251, 263)]
    [InlineData(1, 300, 519)]
    [InlineData(121, 577, 257)]
    [InlineData(600, 1, 2)]
    [InlineData(33, 70, 4500)]
    public void AllForms_OddShapes_AgreeWithDefinition(int m, int n, int k)
    {
        Matrix a = TestMatrices.Random(m, k);
        Matrix b = TestMatrices.Random(k, n, 2);
        double[] expected = PlainProduct.Multiply(a, b).Data;
        NumericAssert.Close(expected, MatrixProduct.Multiply(a, b).Data, Tolerance(k));
        NumericAssert.Close(expected, MatrixProduct.MultiplyTransposeLeft(a.Transpose(), b).Data, Tolerance(k));
        NumericAssert.Close(expected, MatrixProduct.MultiplyTransposeRight(a, b.Transpose()).Data, Tolerance(k));
    }

    [Theory]
    [InlineData(5, 0)]
    [InlineData(0, 5)]
    [InlineData(3, 1)]
    [InlineData(40, 30)]
    [InlineData(300, 257)]
    public void SymmetricProduct_Any_AgreesWithDefinitionAndIsSymmetric(int rows, int columns)
    {
        Matrix a = TestMatrices.Random(rows, columns);
        Matrix product = MatrixProduct.SumOfSymmetricProducts(a.Columns, [a]);
        NumericAssert.Close(PlainProduct.Multiply(a.Transpose(), a).Data, product.Data, Tolerance(rows));
        Assert.Equal(product.Data, product.Transpose().Data);
    }

    // 256 is the width of a panel of the symmetric matrix.
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 17)]
    [InlineData(40, 256)]
    [InlineData(9, 301)]
    [InlineData(0, 5)]
    public void QuadraticForms_Any_AgreeWithDefinition(int rows, int columns)
    {
        Matrix x = TestMatrices.Random(rows, columns);
        Matrix factor = TestMatrices.Random(columns, columns);
        Matrix symmetric = MatrixProduct.SumOfSymmetricProducts(columns, [factor]);
        Matrix products = PlainProduct.Multiply(x, symmetric);
        double[] expected = [.. Enumerable.Range(0, rows).Select(i => Enumerable.Range(0, columns).Sum(j => products[i, j] * x[i, j]))];

        // Elements of S are below the number of columns, and so is each of its products' sums: two sums of as many terms.
        NumericAssert.Close(expected, MatrixProduct.QuadraticForms(x, symmetric), columns * columns * Tolerance(columns));
    }

    // 2,304 is the height and width of a panel: beyond it several panels have to be put together. One product per element: exact.
    [Fact]
    public void AllForms_BeyondOnePanel_AreExact()
    {
        const int Size = 2317;
        Matrix a = TestMatrices.Random(1, Size);
        double[] expected = new double[Size * Size];
        for (int i = 0; i < Size; i++)
        {
            for (int j = 0; j < Size; j++)
            {
                expected[(i * Size) + j] = a.Data[i] * a.Data[j];
            }
        }

        Assert.True(expected.AsSpan().SequenceEqual(MatrixProduct.MultiplyTransposeLeft(a, a).Data));
        Assert.True(expected.AsSpan().SequenceEqual(MatrixProduct.SumOfSymmetricProducts(a.Columns, [a]).Data));
    }

    [Fact]
    public void Multiply_AgainstMathNet_Agrees()
    {
        Matrix a = TestMatrices.Random(97, 131);
        Matrix b = TestMatrices.Random(131, 83);
        var expected = MathNetMatrices.From(a) * MathNetMatrices.From(b);
        NumericAssert.Close(expected.ToRowMajorArray(), MatrixProduct.Multiply(a, b).Data, Tolerance(131));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Accumulate_EveryTile_AgreesWithDefinition(int tile)
    {
        foreach ((int m, int n, int k) in new[] { (1, 1, 1), (13, 17, 5), (12, 16, 256), (29, 50, 300) })
        {
            Matrix a = TestMatrices.Random(m, k);
            Matrix b = TestMatrices.Random(k, n);
            Matrix c = new(m, n);
            fixed (double* left = a.Data, right = b.Data, destination = c.Data)
            {
                Accumulate(tile, new(left, m, k), new(right, k, n), new(destination, m, n));
            }

            NumericAssert.Close(PlainProduct.Multiply(a, b).Data.Select(x => -2 * x).ToArray(), c.Data, 2 * Tolerance(k));
        }
    }

    [Fact]
    public void Accumulate_EveryTile_HasTheSameDigits()
    {
        Assert.SkipUnless(Fma.IsSupported || AdvSimd.IsSupported, "This processor has no fused products.");
        Matrix a = TestMatrices.Random(29, 300);
        Matrix b = TestMatrices.Random(300, 50);
        double[][] products = new double[3][];
        for (int tile = 0; tile < products.Length; tile++)
        {
            products[tile] = new double[29 * 50];
            fixed (double* left = a.Data, right = b.Data, destination = products[tile])
            {
                Accumulate(tile, new(left, 29, 300), new(right, 300, 50), new(destination, 29, 50));
            }
        }

        Assert.Equal(products[0], products[1]);
        Assert.Equal(products[0], products[2]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(96)]
    public void Multiply_FewRows_HaveTheDigitsOfMany(int few)
    {
        Matrix left = TestMatrices.Random(130, 4500, seed: 7);
        Matrix right = TestMatrices.Random(4500, 550, seed: 8);
        Matrix above = new(few, left.Columns, left.Data[..(few * left.Columns)]);

        double[] expected = MatrixProduct.Multiply(left, right).Data[..(few * right.Columns)];

        Assert.Equal(expected, MatrixProduct.Multiply(above, right).Data);
    }

    [Fact]
    public void Multiply_OneOrSeveralThreads_SameBits()
    {
        Matrix a = TestMatrices.Random(301, 517);
        Matrix b = TestMatrices.Random(517, 403);
        ThreadCounts.AssertSameBits(() => MatrixProduct.Multiply(a, b).Data);
        ThreadCounts.AssertSameBits(() => MatrixProduct.SumOfSymmetricProducts(a.Columns, [a]).Data);
    }

    [Fact]
    public void Multiply_NaN_StaysInItsRow()
    {
        Matrix a = TestMatrices.Random(3, 4);
        a[1, 2] = double.NaN;
        Matrix product = MatrixProduct.Multiply(a, TestMatrices.Random(4, 2));
        Assert.True(double.IsNaN(product[1, 0]) && double.IsNaN(product[1, 1]));
        Assert.True(double.IsFinite(product[0, 0]) && double.IsFinite(product[2, 1]));
    }

    [Fact]
    public void AllForms_ShapesThatDoNotFit_SayBothShapes()
    {
        Matrix a = new(2, 3);
        Matrix b = new(4, 5);
        Assert.Contains("[2, 3] and [4, 5]", Assert.Throws<ArgumentException>(() => MatrixProduct.Multiply(a, b)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => MatrixProduct.MultiplyTransposeLeft(a, b));
        Assert.Throws<ArgumentException>(() => MatrixProduct.MultiplyTransposeRight(a, b));
    }

    private static void Accumulate(int tile, MatrixView left, MatrixView right, MatrixView destination)
    {
        switch (tile)
        {
            case 0:
                BlockedProduct.Accumulate<ProductTile128>(-2, left, right, destination, lowerOnly: false);
                break;
            case 1:
                BlockedProduct.Accumulate<ProductTile256>(-2, left, right, destination, lowerOnly: false);
                break;
            default:
                BlockedProduct.Accumulate<ProductTile512>(-2, left, right, destination, lowerOnly: false);
                break;
        }
    }
}
