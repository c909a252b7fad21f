using Fidelis.Numerics.LinearAlgebra;
using Fidelis.Statistics;
using Fidelis.Testing;

namespace Fidelis.Tests.Statistics;

public sealed class FrechetInfluenceTests
{
    [Fact]
    public void Of_OneFeature_EqualsTheClosedForm()
    {
        double[] x = Lcg.Values(1, 30, 2);
        double[] y = Lcg.Values(2, 20, 3, 0.5);
        (double mean1, double deviation1) = Moments(x);
        (double mean2, double deviation2) = Moments(y);

        // (m1 - m2)^2 + (s1 - s2)^2 has the influence 2 (m1 - m2) (x - m1) + (1 - s2 / s1) (x - m1)^2.
        double[] first = [.. x.Select(v => (2 * (mean1 - mean2) * (v - mean1)) + ((1 - (deviation2 / deviation1)) * (v - mean1) * (v - mean1)))];
        double[] second = [.. y.Select(v => (2 * (mean2 - mean1) * (v - mean2)) + ((1 - (deviation1 / deviation2)) * (v - mean2) * (v - mean2)))];
        double expected = Math.Sqrt(Math.Pow(Moments(first).Deviation, 2) / 30 + (Math.Pow(Moments(second).Deviation, 2) / 20));

        // A few roots and sums of 30 terms.
        NumericAssert.Close(expected, Error(new Matrix(30, 1, x), new Matrix(20, 1, y)), 0, 1e-11);
    }

    [Theory]
    [InlineData(200, 150, 4)]
    [InlineData(150, 40, 12)]
    [InlineData(40, 150, 30)]
    public void Of_TwoSamples_AgreesWithTheDeleteDJackknife(int referenceCount, int generatedCount, int dimension)
    {
        Matrix reference = GaussianSamples.Draw(1, referenceCount, Harmonic(dimension), 0, 1);
        Matrix generated = GaussianSamples.Draw(2, generatedCount, Harmonic(dimension), 0.5, 1.3);

        // 20 groups know a variance to sqrt(2 / 19) = 32 %, and so the error to 16 %, of which two are allowed.
        double expected = Math.Sqrt(Jackknife(reference, part => Distance(part, generated)) + Jackknife(generated, part => Distance(reference, part)));

        NumericAssert.Close(expected, Error(reference, generated), 0, 0.32);
    }

    [Fact]
    public void Of_FeaturesInAWiderSpace_IsTheSameThoughTheRouteIsAnother()
    {
        // Ten features turned into thirty of rank ten: fewer images than features, and so the factor made of images.
        Matrix reference = GaussianSamples.Draw(1, 25, Harmonic(10), 0, 1);
        Matrix generated = GaussianSamples.Draw(2, 28, Harmonic(10), 0.5, 1.3);
        SymmetricEigendecomposition basis = SymmetricEigenproblem.Decompose(MatrixProduct.SumOfSymmetricProducts(30, [new Matrix(40, 30, Lcg.Values(3, 1200))]));
        Matrix turn = new(10, 30);
        for (int i = 0; i < 300; i++)
        {
            turn.Data[i] = basis.Vectors[i % 30, i / 30];
        }

        double expected = Error(reference, generated);

        // Singular values below 1e-8 of the largest are noise to the eigenproblem; the rest keeps half of the digits.
        NumericAssert.Close(expected, Error(MatrixProduct.Multiply(reference, turn), MatrixProduct.Multiply(generated, turn)), 0, 1e-7);
        NumericAssert.Close(expected, Error(generated, reference), 0, 1e-9);
    }

    [Fact]
    public void Of_ImagesThatAreAllTheSame_CountsTheOtherSetAlone()
    {
        Matrix same = new(5, 2, [1, 2, 1, 2, 1, 2, 1, 2, 1, 2]);
        Matrix other = new(4, 2, Lcg.Values(4, 8));
        double[] influences = [.. Enumerable.Range(0, 4).Select(i => Math.Pow(other[i, 0] - 1, 2) + Math.Pow(other[i, 1] - 2, 2))];

        // FID is then the mean squared distance to the point, but for the denominator n - 1.
        NumericAssert.Close(Moments(influences).Deviation / 2, Error(same, other), 0, 1e-12);
        Assert.Equal(0, Error(same, same));
    }

    [Theory]
    [InlineData("flat", 8, 100, 100)]
    [InlineData("harmonic", 16, 100, 200)]
    [InlineData("exponential", 16, 100, 60)]
    [InlineData("harmonic", 40, 30, 30)]
    public void Of_SimulatedSamplesOfTwoLaws_CoversTheExpectedScore(string spectrum, int dimension, int referenceCount, int generatedCount)
    {
        double coverage = FrechetCalibration.Coverage(spectrum, dimension, referenceCount, generatedCount, 0.5, 1.2, 300).Coverage;

        // 95 % of 300 has a deviation of 1.3 %; three of them below, and nothing above: flat spectra and few images cover too often.
        Assert.InRange(coverage, 0.91, 1);
    }

    private static double[] Harmonic(int dimension) => FrechetCalibration.Spectrum("harmonic", dimension);

    private static double Error(Matrix reference, Matrix generated)
    {
        FrechetSample first = FrechetCalibration.Sample(reference);
        FrechetSample second = FrechetCalibration.Sample(generated);
        return FrechetInfluence.Of(first, second, MatrixProduct.MultiplyTransposeRight(first.Factor.Rows, second.Factor.Rows)).StandardError;
    }

    private static double Distance(Matrix reference, Matrix generated)
    {
        FrechetSample first = FrechetCalibration.Sample(reference);
        FrechetSample second = FrechetCalibration.Sample(generated);
        return FrechetDistance.Between(first.Mean, first.Factor, second.Mean, second.Factor).Value;
    }

    /// <summary>The variance of a statistic of a sample by leaving out one row in twenty at a time (J. Shao and C. F. J. Wu, 1989).</summary>
    private static double Jackknife(Matrix sample, Func<Matrix, double> statistic)
    {
        const int Groups = 20;
        double[] values = new double[Groups];
        for (int group = 0; group < Groups; group++)
        {
            int[] kept = [.. Enumerable.Range(0, sample.Rows).Where(row => row % Groups != group)];
            Matrix part = new(kept.Length, sample.Columns);
            for (int i = 0; i < kept.Length; i++)
            {
                sample.Row(kept[i]).CopyTo(part.Row(i));
            }

            values[group] = statistic(part);
        }

        double mean = values.Average();
        return values.Sum(value => (value - mean) * (value - mean)) * (Groups - 1) / Groups;
    }

    private static (double Mean, double Deviation) Moments(double[] values)
    {
        double mean = values.Average();
        return (mean, Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1)));
    }
}
