using Fidelis.Numerics.Kernels;

namespace Fidelis.Numerics.Tests.Kernels;

public sealed class PackedFactorTests
{
    [Theory]
    [ClassData(typeof(TierNames))]
    public void Multiply_AnySize_GivesTheDigitsOfTheProduct(string name)
    {
        KernelTier tier = InstructionSets.Find(name);
        foreach ((int m, int n, int k) in ((int, int, int)[])[(1, 1, 1), (7, 33, 5), (100, 70, 289), (65, 32, 600), (513, 3, 16)])
        {
            float[] a = KernelBound.Values(1, m * k);
            float[] b = KernelBound.Values(2, n * k);
            float[] expected = new float[m * n];
            FloatProduct.Multiply(tier, m, n, k, a, false, b, true, expected);
            float[] actual = new float[m * n];
            using PackedFactor factor = new(tier, n, k, b);
            factor.Multiply(m, a, actual);
            Assert.Equal(expected, actual);
        }
    }

    [Fact]
    public void Multiply_WrongLengths_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => new PackedFactor(0, 2, []));
        Assert.Throws<ArgumentException>(() => new PackedFactor(2, 2, new float[3]));
        using PackedFactor factor = new(2, 3, new float[6]);
        factor.Multiply(0, [], []);
        Assert.Throws<ArgumentException>(() => factor.Multiply(2, new float[5], new float[4]));
        Assert.Throws<ArgumentException>(() => factor.Multiply(2, new float[6], new float[5]));
        float[] shared = new float[9];
        Assert.Throws<ArgumentException>(() => factor.Multiply(2, shared.AsSpan(0, 6), shared.AsSpan(5, 4)));
    }
}
