using Fidelis.Numerics.LinearAlgebra;

namespace Fidelis.Numerics.Tests.LinearAlgebra;

public sealed class LargestMagnitudeTests
{
    // At every place, so that vectors and what is left behind them are met.
    [Theory]
    [InlineData(-7f)]
    [InlineData(float.NegativeInfinity)]
    [InlineData(float.NaN)]
    public void Of_OneValueAtAnyPlace_FindsIt(float value)
    {
        for (int length = 1; length < 40; length++)
        {
            for (int place = 0; place < length; place++)
            {
                float[] values = [.. Enumerable.Range(0, length).Select(i => i == place ? value : (i % 5) - 2f)];
                Assert.Equal(Math.Abs(value), LargestMagnitude.Of<float>(values));
                Assert.Equal(Math.Abs((double)value), LargestMagnitude.Of<double>([.. values.Select(x => (double)x)]));
            }
        }
    }

    [Fact]
    public void Of_NoValues_IsZero() => Assert.Equal(0, LargestMagnitude.Of<double>([]));
}
