using Fidelis.Numerics.LinearAlgebra;
using Fidelis.Numerics.LinearAlgebra.Reference;
using Fidelis.Testing;

namespace Fidelis.Numerics.Tests.LinearAlgebra;

public sealed class BidiagonalBisectionTests
{
    // Squares are found to 2^-49, values to half of that; each element carries a few roundings of 2^-53 through a count.
    private const double Relative = 6e-15;

    // Ones on both diagonals have the values 2 cos(k pi / (2n + 1)), here from the smallest one on, where the cosine would lose digits.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(128)]
    [InlineData(129)]
    [InlineData(700)]
    public void Values_OfOnes_EqualTheClosedForm(int n)
    {
        double[] actual = Ascending(Filled(n, 1), Filled(n - 1, 1));

        for (int k = 0; k < n; k++)
        {
            NumericAssert.Close(2 * Math.Sin((k + 0.5) * Math.PI / ((2 * n) + 1)), actual[k], 0, Relative);
        }
    }

    [Fact]
    public void Values_RandomMatrices_AgreeWithJacobi()
    {
        foreach (int n in new[] { 1, 2, 3, 7, 20, 33, 60 })
        {
            double[] diagonal = Lcg.Values((uint)n, n);
            double[] offDiagonal = Lcg.Values((uint)(100 + n), n - 1);
            CheckByJacobi(diagonal, offDiagonal);

            // Values that the elements beside the diagonal hardly tell apart.
            CheckByJacobi([.. diagonal.Select((_, i) => 1.0 + (i % 3))], [.. offDiagonal.Select(e => 1e-14 * e)]);

            // The same block again and again: each value comes as often.
            CheckByJacobi([.. diagonal.Select((_, i) => i % 4 == 3 ? -3.0 : 0.5)], [.. offDiagonal.Select((_, i) => i % 4 == 3 ? 0 : 1.0)]);
        }
    }

    [Fact]
    public void Values_EqualOnes_AreExact()
    {
        Assert.Equal(Filled(200, 3), BidiagonalBisection.Values(Filled(200, -3), new double[199]), (a, b) => Math.Abs(a - b) <= Relative * a);
        Assert.Equal([0.0, 0, 0], BidiagonalBisection.Values(new double[3], new double[2]));
        Assert.Equal([0.0, 3, 4], BidiagonalBisection.Values(new double[3], [3, 4]), (a, b) => Math.Abs(a - b) <= Relative * a);
    }

    // By d[i] = 1e-4, e[i] = 1, whose smallest value is below 1e-200. The product of the values is the determinant.
    [Fact]
    public void Values_TinyOneBesideLarge_AreRelativelyAccurate()
    {
        const int N = 60;
        double[] values = BidiagonalBisection.Values(Filled(N, 1e-4), Filled(N - 1, 1));
        Assert.True(values.Min() < 1e-200);

        // Each of the 60 logarithms carries a relative error of about n u, the sum of logarithms is below 1,200.
        NumericAssert.Close(N * Math.Log(1e-4), values.Sum(Math.Log), 60 * 60 * 2.2e-16 * 10);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Values_GradedEitherWay_AreRelativelyAccurate(bool shrinking)
    {
        // d[i] = 10^-i and e[i] = 10^-i / 2, or the same reversed: the determinant is the product of the diagonal.
        const int N = 50;
        double[] d = [.. Enumerable.Range(0, N).Select(i => Math.Pow(10, -i))];
        double[] e = [.. Enumerable.Range(0, N - 1).Select(i => 0.5 * Math.Pow(10, -i))];
        if (!shrinking)
        {
            Array.Reverse(d);
            Array.Reverse(e);
        }

        NumericAssert.Close(d.Sum(Math.Log), BidiagonalBisection.Values(d, e).Sum(Math.Log), 50 * 50 * 2.2e-16 * 10);
    }

    [Fact]
    public void Values_ZerosOnTheDiagonal_AreZero()
    {
        foreach (int zero in new[] { 0, 3, 7 })
        {
            double[] d = [1, 2, 3, 4, 5, 6, 7, 8];
            d[zero] = 0;
            CheckByJacobi(d, Filled(7, 1));
            Assert.Equal(0, Ascending(d, Filled(7, 1))[0]);
        }
    }

    [Theory]
    [InlineData(1e-300)]
    [InlineData(1e-150)]
    [InlineData(1e150)]
    [InlineData(1e300)]
    public void Values_ExtremeScale_ScaleWithTheMatrix(double scale)
    {
        double[] expected = Ascending(Lcg.Values(5, 40), Lcg.Values(6, 39));
        double[] actual = Ascending([.. Lcg.Values(5, 40).Select(d => d * scale)], [.. Lcg.Values(6, 39).Select(e => e * scale)]);
        for (int i = 0; i < expected.Length; i++)
        {
            // Every element is rounded once more, which moves a value by as many roundings as there are elements at most.
            NumericAssert.Close(expected[i] * scale, actual[i], 0, 80 * 1.2e-16);
        }
    }

    [Fact]
    public void Values_OneOrSeveralThreads_SameBits()
    {
        double[] diagonal = Lcg.Values(7, 500);
        double[] offDiagonal = Lcg.Values(8, 499);
        ThreadCounts.AssertSameBits(() => BidiagonalBisection.Values(diagonal, offDiagonal));
    }

    // The squares of the closed form are 4 sin^2: between two of them the count is known, and so is the sum of 1 / (x - value).
    [Fact]
    public unsafe void At_PointsBetweenKnownValues_CountsAndSumsThem()
    {
        const int N = BidiagonalCounts.Lanes - 1;
        double[] squares = [.. Enumerable.Range(0, N).Select(k => 4 * Math.Pow(Math.Sin((k + 0.5) * Math.PI / ((2 * N) + 1)), 2))];
        double[] points = [.. Enumerable.Range(0, N + 1).Select(k => k == 0 ? 0.5 * squares[0] : k == N ? 5 : 0.3 * squares[k - 1] + (0.7 * squares[k]))];
        double[] counts = new double[points.Length];
        double[] slopes = new double[points.Length];
        fixed (double* x = points, count = counts, slope = slopes)
        {
            new BidiagonalCounts(Filled(N, 1), Filled(N - 1, 1)).At(x, count, slope);
        }

        Assert.Equal(Enumerable.Range(0, N + 1).Select(k => (double)k), counts);
        for (int k = 0; k <= N; k++)
        {
            // Terms of either sign cancel: the error is that of their magnitudes.
            NumericAssert.Close(squares.Sum(square => 1 / (points[k] - square)), slopes[k], 1e-12 * squares.Sum(square => 1 / Math.Abs(points[k] - square)));
        }
    }

    // A pivot that is zero: the count takes the value for one that is smaller.
    [Fact]
    public unsafe void At_AValueItself_CountsIt()
    {
        double[] points = Filled(BidiagonalCounts.Lanes, 4);
        double[] counts = new double[points.Length];
        double[] slopes = new double[points.Length];
        fixed (double* x = points, count = counts, slope = slopes)
        {
            new BidiagonalCounts([1, 2, 3], [0, 0]).At(x, count, slope);
        }

        Assert.All(counts, count => Assert.Equal(2, count));
    }

    private static void CheckByJacobi(double[] diagonal, double[] offDiagonal)
    {
        Matrix dense = new(diagonal.Length, diagonal.Length);
        for (int i = 0; i < diagonal.Length; i++)
        {
            dense[i, i] = diagonal[i];
            if (i < offDiagonal.Length)
            {
                dense[i, i + 1] = offDiagonal[i];
            }
        }

        // The rotations of the reference round by some u of the norm each.
        double[] expected = [.. JacobiSingularValues.Compute(dense).Order()];
        NumericAssert.Close(expected, Ascending(diagonal, offDiagonal), 1e-300 + (1e-15 * (5 + Math.Sqrt(diagonal.Length)) * TestMatrices.FrobeniusNorm(dense)));
    }

    private static double[] Ascending(double[] diagonal, double[] offDiagonal) => [.. BidiagonalBisection.Values(diagonal, offDiagonal).Order()];

    private static double[] Filled(int count, double value) => [.. Enumerable.Repeat(value, count)];
}
