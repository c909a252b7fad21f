using Fidelis.Numerics.LinearAlgebra;
using Fidelis.Statistics;
using Fidelis.Testing;

namespace Fidelis.Tests.Statistics;

public sealed class FrechetDistanceTests
{
    [Fact]
    public void Between_FullRank_EqualsTheGoldenTo1EMinus9()
    {
        System.Text.Json.JsonElement golden = Golden.Load("metrics", "fid").GetProperty("fullRank");
        double fid = Distance(new Matrix(300, 8, Lcg.Values(1, 2400)), new Matrix(300, 8, Lcg.Values(2, 2400, 1.1, 0.05)));

        // The contract's own figure, and the two routes of the script.
        NumericAssert.Close(0.121383504170251, fid, 0, 1e-9);
        NumericAssert.Close(golden.GetProperty("exact").GetDouble(), fid, 0, 1e-12);
        NumericAssert.Close(golden.GetProperty("sqrtm").GetDouble(), fid, 0, 1e-9);
    }

    [Fact]
    public void Between_FewerImagesThanFeatures_IsExact()
    {
        Matrix reference = new(5, 8, Lcg.Values(3, 40));
        Matrix generated = new(6, 8, Lcg.Values(4, 48));

        // The nuclear norm of a 5 x 6 matrix: a few epsilon of the traces, which are below 1.
        NumericAssert.Close(0.7264224044167917, Distance(reference, generated), 0, 1e-13);

        // From covariances alone, as from files: eigenvalues are good to epsilon, and nothing takes the root of a zero's rounding.
        NumericAssert.Close(0.7264224044167917, DistanceOfCovariances(reference, generated), 0, 1e-12);
    }

    [Fact]
    public void Between_SingularCovariances_EqualsThePublishedValue()
    {
        Matrix reference = new(100, 2, [.. Enumerable.Range(0, 100).SelectMany(i => (double[])[i < 50 ? 2 : 1, 1])]);
        Matrix generated = new(100, 2, [.. Enumerable.Range(0, 100).SelectMany(i => (double[])[i < 50 ? 9 : 2, 9])]);

        // compare_gan's unit test asks for 89.091 to 1e-4; the exact value is 4^2 + 8^2 + (sqrt(a) - sqrt(b))^2 with a, b = 25/99, 1225/99.
        double exact = 16 + 64 + Math.Pow(Math.Sqrt(25 / 99.0) - Math.Sqrt(1225 / 99.0), 2);
        NumericAssert.Close(Golden.Load("metrics", "fid").GetProperty("singular").GetDouble(), exact, 0, 1e-13);
        NumericAssert.Close(89.091, Distance(reference, generated), 1e-4);
        NumericAssert.Close(exact, Distance(reference, generated), 0, 1e-13);
        NumericAssert.Close(exact, DistanceOfCovariances(reference, generated), 0, 1e-13);
    }

    [Theory]
    [InlineData(300, 8, 8, 0)]
    [InlineData(452, 96, 96, 0)]
    [InlineData(40, 96, 96, 0)]
    [InlineData(452, 96, 11, 0)]
    [InlineData(40, 96, 11, 0)]
    [InlineData(452, 96, 96, 30)]
    [InlineData(40, 96, 96, 30)]
    [InlineData(96, 96, 96, 0)]
    [InlineData(97, 96, 96, 0)]
    public void Between_ASetAndItself_IsZero(int count, int dimension, int rank, int deadChannels)
    {
        Matrix sample = MatrixProduct.Multiply(new Matrix(count, rank, Lcg.Values(21, count * rank)), new Matrix(rank, dimension, Lcg.Values(22, rank * dimension)));
        for (int i = 0; i < count; i++)
        {
            sample.Row(i)[..deadChannels].Clear();
        }

        // The traces are below 1,000: epsilon times that, times the number of terms, stays below 1e-10.
        Assert.InRange(Distance(sample, sample), -1e-10, 1e-10);
        Assert.InRange(DistanceOfCovariances(sample, sample), -1e-10, 1e-10);
    }

    [Fact]
    public void Between_DiagonalCovariances_EqualsTheClosedForm()
    {
        double[] first = [4, 1, 0.25, 9];
        double[] second = [1, 1, 4, 0];
        static Matrix Diagonal(double[] values)
        {
            Matrix matrix = new(values.Length, values.Length);
            for (int i = 0; i < values.Length; i++)
            {
                matrix[i, i] = values[i];
            }

            return matrix;
        }

        FrechetDistance distance = FrechetDistance.Between(
            [0, 0, 0, 1], CovarianceFactor.FromCovariance(Diagonal(first)), [2, 0, 0, 0], CovarianceFactor.FromCovariance(Diagonal(second)));

        Assert.Equal(5, distance.MeanTerm);
        NumericAssert.Close(first.Zip(second, (a, b) => Math.Pow(Math.Sqrt(a) - Math.Sqrt(b), 2)).Sum(), distance.CovarianceTerm, 1e-13);
    }

    [Fact]
    public void Between_ImagesThatAreAllTheSame_IsTheDistanceOfTheMeansAndATrace()
    {
        Matrix same = new(5, 2, [1, 2, 1, 2, 1, 2, 1, 2, 1, 2]);
        Matrix other = new(3, 2, [0, 0, 1, 2, 2, 4]);

        Assert.Equal(0, Distance(same, same));
        NumericAssert.Close(5, Distance(same, other), 1e-14);
    }

    private static double Distance(Matrix reference, Matrix generated)
    {
        FeatureStatistics first = FeatureStatistics.Of(SampleRows.Of(reference));
        FeatureStatistics second = FeatureStatistics.Of(SampleRows.Of(generated));
        return FrechetDistance.Between(
            first.Mean, CovarianceFactor.FromSample(SampleRows.Of(reference), first.Mean),
            second.Mean, CovarianceFactor.FromSample(SampleRows.Of(generated), second.Mean)).Value;
    }

    private static double DistanceOfCovariances(Matrix reference, Matrix generated)
    {
        FeatureStatistics first = FeatureStatistics.Of(SampleRows.Of(reference));
        FeatureStatistics second = FeatureStatistics.Of(SampleRows.Of(generated));
        return FrechetDistance.Between(
            first.Mean, CovarianceFactor.FromCovariance(first.Covariance),
            second.Mean, CovarianceFactor.FromCovariance(second.Covariance)).Value;
    }
}
