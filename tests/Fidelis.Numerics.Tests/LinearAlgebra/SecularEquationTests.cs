using Fidelis.Numerics.LinearAlgebra;
using Fidelis.Testing;

namespace Fidelis.Numerics.Tests.LinearAlgebra;

public sealed class SecularEquationTests
{
    [Fact]
    public void Solve_OnePole_IsThePoleAndItsWeight()
    {
        double[] differences = new double[1];

        // A few roundings.
        NumericAssert.Close(5.25, new SecularEquation([5], [0.25]).Solve(0, differences), 0, 1e-15);
        NumericAssert.Close(-0.25, differences[0], 0, 1e-15);
    }

    [Fact]
    public void Solve_TwoPoles_EqualsTheQuadraticFormula()
    {
        // 1 + 2 / (1 - x) + 3 / (4 - x) = 0, that is x² - 10 x + 15 = 0.
        SecularEquation equation = new([1, 4], [2, 3]);
        double[] differences = new double[2];

        // A few roundings.
        NumericAssert.Close(5 - Math.Sqrt(10), equation.Solve(0, differences), 0, 1e-15);
        NumericAssert.Close(5 + Math.Sqrt(10), equation.Solve(1, differences), 0, 1e-15);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 6)]
    [InlineData(3, 15)]
    [InlineData(4, 60)]
    public void Solve_PolesAndWeightsOfManyMagnitudes_FindsEveryRootToTheDigitsOfItsDifferences(uint seed, double orders)
    {
        const int Count = 40;
        double[] poles = new double[Count];
        double[] gaps = Lcg.Values(seed, Count, 1);
        double[] exponents = Lcg.Values(seed + 10, Count, 1);
        for (int i = 1; i < Count; i++)
        {
            poles[i] = poles[i - 1] + (1e-12 + Math.Abs(gaps[i]));
        }

        double[] weights = [.. exponents.Select(exponent => Math.Pow(10, -orders * Math.Abs(exponent)))];
        SecularEquation equation = new(poles, weights);
        double[] differences = new double[Count];
        for (int root = 0; root < Count; root++)
        {
            double x = equation.Solve(root, differences);

            // Between its poles, and f is zero but for the rounding of 40 terms.
            Assert.True(differences[root] < 0 && (root == Count - 1 || differences[root + 1] > 0));
            Assert.InRange(x, poles[root], root == Count - 1 ? poles[root] + weights.Sum() : poles[root + 1]);
            double[] terms = [.. weights.Zip(differences, (weight, difference) => weight / difference)];
            NumericAssert.Close(0, 1 + terms.Sum(), 1e-14 * (1 + terms.Sum(Math.Abs)));
        }
    }
}
