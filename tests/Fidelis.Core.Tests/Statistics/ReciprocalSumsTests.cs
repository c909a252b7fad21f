using Fidelis.Numerics.LinearAlgebra;
using Fidelis.Statistics;
using Fidelis.Testing;

namespace Fidelis.Tests.Statistics;

public sealed class ReciprocalSumsTests
{
    [Theory]
    [InlineData(1, 1.0)]
    [InlineData(2, 1e-3)]
    [InlineData(40, 1.0)]
    [InlineData(300, 1e-3)]
    [InlineData(300, 1e-12)]
    public void RootOf_ValuesOverManyOrders_GivesTheFormsOfTheirReciprocalSums(int count, double smallest)
    {
        double[] values = [.. Enumerable.Range(0, count).Select(i => 7 * Math.Pow(smallest, i / Math.Max(count - 1.0, 1)))];

        // As of images: squares of coordinates, near the eigenvalues.
        double[] weights = [.. Lcg.Values(9, count, 3).Zip(values, (factor, value) => Math.Abs(factor) * value)];
        double expected = 0;
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < count; j++)
            {
                expected += weights[i] * weights[j] / (values[i] + values[j]);
            }
        }

        Matrix combinations = MatrixProduct.Multiply(new Matrix(1, count, weights), ReciprocalSums.RootOf(values));

        // 1e-14 of the trace is left out, and weights squared are 3 of it on average: far below where rounding begins.
        NumericAssert.Close(expected, combinations.Data.Sum(value => value * value), 0, 1e-12);
    }

    [Fact]
    public void RootOf_AThousandValues_IsNarrow()
    {
        double[] values = [.. Enumerable.Range(1, 1000).Select(i => 1.0 / i)];

        Assert.InRange(ReciprocalSums.RootOf(values).Columns, 5, 40);
    }

    [Fact]
    public void RootOf_EqualValues_HasOneColumn() => Assert.Equal(1, ReciprocalSums.RootOf([2, 2, 2]).Columns);
}
