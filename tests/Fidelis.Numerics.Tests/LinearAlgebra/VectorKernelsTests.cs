using Fidelis.Numerics.LinearAlgebra;

namespace Fidelis.Numerics.Tests.LinearAlgebra;

public sealed unsafe class VectorKernelsTests
{
    // Which of the two runs is a matter of the registers, and nobody may see it in a score.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(77)]
    [InlineData(160)]
    public void DotRows_TwoOrFourAtATime_HaveTheSameDigits(int length)
    {
        const int Stride = 163;
        Matrix rows = TestMatrices.Random(4, Stride);
        Matrix vector = TestMatrices.Random(1, Stride, 2);
        double[] atOnce = new double[4];
        double[] inPairs = new double[4];
        fixed (double* first = rows.Data, x = vector.Data, four = atOnce, two = inPairs)
        {
            VectorKernels.DotFourRows(first, Stride, x, length, four);
            VectorKernels.DotTwoRows(first, Stride, x, length, two);
            VectorKernels.DotTwoRows(first + (2 * Stride), Stride, x, length, two + 2);
        }

        Assert.Equal(atOnce, inPairs);
        for (int row = 0; row < 4; row++)
        {
            // Two orders of a sum of as many products below 1: each rounds by at most the length times 2^-53 for each product.
            double expected = rows.Row(row)[..length].ToArray().Zip(vector.Row(0)[..length].ToArray(), (a, b) => a * b).Sum();
            Assert.Equal(expected, atOnce[row], 2.3e-16 * (1 + (length * length)));
        }
    }
}
