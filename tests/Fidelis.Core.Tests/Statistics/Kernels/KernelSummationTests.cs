using Fidelis.Features;
using Fidelis.Statistics.Kernels;
using Fidelis.Testing;
using Fidelis.Tests.Metrics;

namespace Fidelis.Tests.Statistics.Kernels;

public sealed class KernelSummationTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 191, 3)]
    [InlineData(192, 193, 17)]
    [InlineData(400, 5, 8)]
    public void Of_BlockBorders_EqualsTheTextbook(int referenceCount, int generatedCount, int dimension)
    {
        FeatureMatrix reference = LcgSets.Features(1, referenceCount, dimension);
        FeatureMatrix generated = LcgSets.Features(2, generatedCount, dimension, 1.3, 0.1);
        int[][] referenceSubsets = [[.. Enumerable.Range(0, referenceCount).Where(i => i % 3 != 1)], [0]];
        int[][] generatedSubsets = [[.. Enumerable.Range(0, generatedCount).Reverse()], [generatedCount - 1]];

        KernelSums sums = KernelSummation.Of(reference, generated, new PolynomialKernel(3, 1.0 / dimension, 1), referenceSubsets, generatedSubsets);

        // Products of float32 are wrong by 1e-7 of themselves at most at these lengths, a cube by three times that.
        const double Tolerance = 5e-7;
        NumericAssert.Close(Rows(reference, reference, true), sums.ReferenceRows, 0, Tolerance);
        NumericAssert.Close(Rows(generated, generated, true), sums.GeneratedRows, 0, Tolerance);
        NumericAssert.Close(Rows(reference, generated, false), sums.ReferenceAcross, 0, Tolerance);
        NumericAssert.Close(Rows(generated, reference, false), sums.GeneratedAcross, 0, Tolerance);
        NumericAssert.Close(Enumerable.Range(0, referenceCount).Sum(i => Kernel(reference, i, reference, i)), sums.ReferenceDiagonal, 0, Tolerance);
        NumericAssert.Close(Enumerable.Range(0, generatedCount).Sum(i => Kernel(generated, i, generated, i)), sums.GeneratedDiagonal, 0, Tolerance);
        NumericAssert.Close(Squares(reference, reference, true), sums.ReferenceSquares, 0, 2 * Tolerance);
        NumericAssert.Close(Squares(generated, generated, true), sums.GeneratedSquares, 0, 2 * Tolerance);
        NumericAssert.Close(Squares(reference, generated, false), sums.SquaresAcross, 0, 2 * Tolerance);
        for (int s = 0; s < 2; s++)
        {
            KernelSums subset = KernelSummation.Of(Take(reference, referenceSubsets[s]), Take(generated, generatedSubsets[s]), new PolynomialKernel(3, 1.0 / dimension, 1));

            // The same products in another order of float64 sums.
            NumericAssert.Close(subset.Whole.Reference, sums.Subsets[s].Reference, 1e-12, 1e-13);
            NumericAssert.Close(subset.Whole.Generated, sums.Subsets[s].Generated, 1e-12, 1e-13);
            NumericAssert.Close(subset.Whole.Across, sums.Subsets[s].Across, 1e-12, 1e-13);
        }
    }

    [Fact]
    public void GaussianKernel_OddLengths_EqualsTheTextbook()
    {
        float[] products = [.. Enumerable.Range(0, 13).Select(i => i * 0.1f)];
        double[] norms = [.. Enumerable.Range(0, 13).Select(i => 1 + (i * 0.2))];
        double[] values = new double[13];

        new GaussianKernel(0.8, normalised: false).Evaluate(products, 1.7, norms, values);
        NumericAssert.Close([.. products.Select((product, i) => Math.Exp(-(1.7 + norms[i] - (2.0 * product)) / 1.28))], values, 0, 1e-14);

        new GaussianKernel(0.8, normalised: true).Evaluate(products, 1.7, norms, values);
        NumericAssert.Close([.. products.Select((product, i) => Math.Exp(-(2 - (2.0 * product / Math.Sqrt(1.7 * norms[i]))) / 1.28))], values, 0, 1e-14);
    }

    private static double Kernel(FeatureMatrix left, int i, FeatureMatrix right, int j)
    {
        double product = 0;
        for (int k = 0; k < left.Columns; k++)
        {
            product += (double)left.Row(i)[k] * right.Row(j)[k];
        }

        return Math.Pow((product / left.Columns) + 1, 3);
    }

    private static double[] Rows(FeatureMatrix left, FeatureMatrix right, bool withoutDiagonal) =>
        [.. Enumerable.Range(0, (int)left.RowCount).Select(i => Enumerable.Range(0, (int)right.RowCount).Where(j => !withoutDiagonal || i != j).Sum(j => Kernel(left, i, right, j)))];

    private static double Squares(FeatureMatrix left, FeatureMatrix right, bool withoutDiagonal) =>
        Enumerable.Range(0, (int)left.RowCount).Sum(i => Enumerable.Range(0, (int)right.RowCount).Where(j => !withoutDiagonal || i != j).Sum(j => Math.Pow(Kernel(left, i, right, j), 2)));

    private static FeatureMatrix Take(FeatureMatrix features, int[] rows) => features.Select([.. rows.Select(row => (long)row)]);
}
