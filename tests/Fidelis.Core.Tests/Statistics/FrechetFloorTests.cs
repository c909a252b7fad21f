using Fidelis.Numerics.LinearAlgebra;
using Fidelis.Statistics;
using Fidelis.Testing;

namespace Fidelis.Tests.Statistics;

public sealed class FrechetFloorTests
{
    // The prediction was printed with four digits beside a simulation of 60 pairs of samples.
    [Theory]
    [InlineData("identity", 200, 200, 11.0400)]
    [InlineData("identity", 800, 800, 2.7600)]
    [InlineData("identity", 200, 2000, 6.0720)]
    [InlineData("harmonic", 200, 200, 0.4801)]
    [InlineData("harmonic", 800, 800, 0.1200)]
    [InlineData("harmonic", 200, 2000, 0.2641)]
    [InlineData("exponential", 200, 200, 0.5766)]
    [InlineData("exponential", 800, 800, 0.1441)]
    [InlineData("exponential", 200, 2000, 0.3171)]
    public void Gaussian_PopulationSpectrum_EqualsTheTable(string spectrum, int referenceCount, int generatedCount, double expected)
    {
        double floor = FrechetFloor.At(FrechetFloor.GaussianCoefficient(Spectrum(spectrum)), referenceCount, generatedCount);

        NumericAssert.Close(expected, floor, 5.1e-5);
    }

    // The deviation of 60 simulated scores is itself known to 1 / sqrt(120) = 9 %, of which three are allowed.
    [Theory]
    [InlineData("identity", 200, 200, 0.3484)]
    [InlineData("identity", 800, 800, 0.0735)]
    [InlineData("identity", 200, 2000, 0.1995)]
    [InlineData("harmonic", 200, 200, 0.0263)]
    [InlineData("harmonic", 800, 800, 0.0077)]
    [InlineData("harmonic", 200, 2000, 0.0122)]
    [InlineData("exponential", 200, 200, 0.0394)]
    [InlineData("exponential", 800, 800, 0.0141)]
    [InlineData("exponential", 200, 2000, 0.0308)]
    public void Deviation_PopulationSpectrum_AgreesWithSimulation(string spectrum, int referenceCount, int generatedCount, double simulated) =>
        NumericAssert.Close(simulated, FrechetFloor.Deviation(Spectrum(spectrum), referenceCount, generatedCount), 0, 0.27);

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Range_SimulatedScoresOfOneLaw_CoversNineteenOfTwenty(int dimension)
    {
        const int Pairs = 400;
        double[] spectrum = [.. Enumerable.Range(0, dimension).Select(i => 1.0 / (i + 1))];
        Matrix draws = GaussianSample(Pairs * 200, spectrum);
        double floor = FrechetFloor.At(FrechetFloor.GaussianCoefficient(spectrum), 100, 100);
        (double lower, double upper) = FrechetFloor.Range(floor, FrechetFloor.Deviation(spectrum, 100, 100));
        int covered = Enumerable.Range(0, Pairs).Count(pair =>
            Distance(Slice(draws, pair * 200, 100), Slice(draws, (pair * 200) + 100, 100)) is var fid && fid >= lower && fid <= upper);

        // 95 % of 400 is 380, with a deviation of 4.4; the one chi-square in place of many is worth another percent.
        Assert.InRange(covered, 362, 396);
    }

    [Fact]
    public void Range_ManyDegreesOfFreedom_IsNormal()
    {
        (double lower, double upper) = FrechetFloor.Range(100, 1);

        NumericAssert.Close(100 - 1.96, lower, 0.03);
        NumericAssert.Close(100 + 1.96, upper, 0.03);
    }

    [Fact]
    public void Deviation_OneFeature_EqualsTheClosedForm()
    {
        // s lambda (chi2 + chi2 / 2) has the variance s^2 lambda^2 (2 + 1/2).
        NumericAssert.Close(0.02 * 3 * Math.Sqrt(2.5), FrechetFloor.Deviation([3], 100, 100), 0, 1e-14);
    }

    [Fact]
    public void Gaussian_IdentitySpectrum_EqualsTheClosedForm()
    {
        // (2 d + d (d + 1) / 2) / n for two samples of n from N(0, I).
        const int Dimension = 50;
        double floor = FrechetFloor.At(FrechetFloor.GaussianCoefficient([.. Enumerable.Repeat(1.0, Dimension)]), 300, 300);

        NumericAssert.Close(((2.0 * Dimension) + (Dimension * (Dimension + 1) / 2.0)) / 300, floor, 0, 1e-13);
    }

    [Theory]
    [InlineData("fullRank", 300, 1u, 300, 300)]
    [InlineData("rankDeficient", 5, 3u, 5, 6)]
    public void Moments_OnEitherRoute_EqualTheFormulaTermByTerm(string name, int count, uint seed, int referenceCount, int generatedCount)
    {
        double expected = Golden.Load("metrics", "fid").GetProperty(name).GetProperty("floor").GetDouble();

        double floor = FrechetFloor.At(Coefficient(new Matrix(count, 8, Lcg.Values(seed, count * 8))), referenceCount, generatedCount);

        // Eigenvalues good to epsilon, in sums of some hundred terms.
        NumericAssert.Close(expected, floor, 0, 1e-11);
    }

    [Fact]
    public void Moments_OfAGaussianSample_ApproachTheGaussianForm()
    {
        // Coordinates along the axes with variances 1 / i, n = 20,000: fourth moments of n draws miss by about sqrt(96 / n) each, and
        // the sum over 64 averages that out to well below 3 %.
        const int Count = 20_000;
        Matrix sample = GaussianSample(Count, Spectrum("harmonic"));

        NumericAssert.Close(FrechetFloor.GaussianCoefficient(Spectrum("harmonic")), Coefficient(sample), 0, 0.03);
    }

    [Fact]
    public void Moments_OfSkewedFeatures_PredictTheMeanScoreOfTwoSamplesOfTheirLaw()
    {
        // Rectified sums, as networks make them. 40 pairs of 120 images, 6 features: the single-run deviation is about a third of the mean,
        // so that the mean is known to 1/3 / sqrt(40) = 5 %, four times which is allowed.
        Matrix law = Rectified(40 * 2 * 120);
        double measured = 0;
        for (int pair = 0; pair < 40; pair++)
        {
            measured += Distance(Slice(law, pair * 240, 120), Slice(law, (pair * 240) + 120, 120)) / 40;
        }

        NumericAssert.Close(measured, FrechetFloor.At(Coefficient(law), 120, 120), 0, 0.2);
    }

    [Theory]
    [InlineData("identity", 128)]
    [InlineData("identity", 256)]
    [InlineData("harmonic", 128)]
    [InlineData("harmonic", 256)]
    [InlineData("exponential", 256)]
    public void Extrapolated_SamplesOfAFewTimesTheFeatures_AreWithinATenthOfTheLaw(string spectrum, int count)
    {
        // Single samples scatter by 2 %, of which three are allowed; the bias that is left was 6 % (identity, n = 2 d) or less over 20 samples.
        double law = FrechetFloor.GaussianCoefficient(Spectrum(spectrum));
        Matrix sample = GaussianSample(count, Spectrum(spectrum));

        double found = Extrapolated(sample);

        NumericAssert.Close(law, found, 0, 0.1);
        Assert.True(Math.Abs(found - law) < Math.Abs(Coefficient(sample) - law));
    }

    [Fact]
    public void Extrapolated_RowsInAnotherOrder_AreHalvedAlike()
    {
        Matrix sample = GaussianSample(101, [1, 0.5, 0.25]);
        Matrix reversed = new(101, 3, [.. Enumerable.Range(0, 101).Reverse().SelectMany(i => sample.Row(i).ToArray())]);

        // The same sums in another order: some hundred terms of rounding.
        NumericAssert.Close(Extrapolated(sample), Extrapolated(reversed), 0, 1e-12);
    }

    [Fact]
    public void Extrapolated_ThreeImages_AreNotHalved()
    {
        Matrix sample = GaussianSample(3, [1, 0.5]);

        Assert.Equal(Coefficient(sample), Extrapolated(sample));
    }

    [Fact]
    public void Moments_ImagesThatAreAllTheSame_AreZero() =>
        Assert.Equal(0, Coefficient(new Matrix(4, 2, [1, 2, 1, 2, 1, 2, 1, 2])));

    private static double[] Spectrum(string name) => [.. Enumerable.Range(0, 64).Select(i => name switch
    {
        "identity" => 1,
        "harmonic" => 1.0 / (i + 1),
        _ => Math.Exp(-i / 8.0),
    })];

    private static double Coefficient(Matrix sample)
    {
        SampleRows rows = SampleRows.Of(sample);
        double[] mean = SampleMoments.Mean(rows);
        return FrechetFloor.MomentCoefficient(rows, mean, CovarianceFactor.FromSample(rows, mean));
    }

    private static double Extrapolated(Matrix sample)
    {
        SampleRows rows = SampleRows.Of(sample);
        double[] mean = SampleMoments.Mean(rows);
        return FrechetFloor.ExtrapolatedCoefficient(rows, mean, CovarianceFactor.FromSample(rows, mean));
    }

    private static double Distance(Matrix reference, Matrix generated)
    {
        FeatureStatistics first = FeatureStatistics.Of(SampleRows.Of(reference));
        FeatureStatistics second = FeatureStatistics.Of(SampleRows.Of(generated));
        return FrechetDistance.Between(
            first.Mean, CovarianceFactor.FromCovariance(first.Covariance), second.Mean, CovarianceFactor.FromCovariance(second.Covariance)).Value;
    }

    private static Matrix Slice(Matrix sample, int first, int count) =>
        new(count, sample.Columns, sample.Data[(first * sample.Columns)..((first + count) * sample.Columns)]);

    private static Matrix GaussianSample(int count, double[] spectrum)
    {
        Random random = new(5);
        Matrix sample = new(count, spectrum.Length);
        for (int i = 0; i < sample.Data.Length; i++)
        {
            // Box and Muller, 1958.
            double radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
            sample.Data[i] = Math.Sqrt(spectrum[i % spectrum.Length]) * radius * Math.Cos(2 * Math.PI * random.NextDouble());
        }

        return sample;
    }

    private static Matrix Rectified(int count)
    {
        Matrix gaussian = GaussianSample(count, [1, 1, 1, 1, 1, 1]);
        Matrix mixing = new(6, 6, Lcg.Values(31, 36, 2, -1));
        Matrix sample = MatrixProduct.Multiply(gaussian, mixing);
        for (int i = 0; i < sample.Data.Length; i++)
        {
            sample.Data[i] = Math.Max(sample.Data[i], 0);
        }

        return sample;
    }
}
