using Fidelis.Numerics.Kernels;
using Fidelis.Testing;

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

    [Theory]
    [ClassData(typeof(TierNames))]
    public void Multiply_RoundedFactors_IsTheProductOfWhatRoundingLeaves(string name)
    {
        KernelTier tier = InstructionSets.Find(name);
        foreach ((int m, int n, int k) in ((int, int, int)[])[(1, 1, 1), (7, 33, 5), (100, 70, 289), (65, 32, 600), (40, 3, 1200)])
        {
            float[] a = KernelBound.Values(1, m * k);
            float[] b = KernelBound.Values(2, n * k);
            float[] expected = new float[m * n];
            float[] magnitudes = new float[m * n];
            PlainProduct.Multiply(m, n, k, Rounded(a), false, Rounded(b), true, expected);
            PlainProduct.Multiply(m, n, k, KernelBound.Magnitudes(Rounded(a)), false, KernelBound.Magnitudes(Rounded(b)), true, magnitudes);
            float[] actual = new float[m * n];
            using PackedFactor factor = new(tier, n, k, b, isRounded: true);
            factor.Multiply(m, a, actual);
            KernelBound.Holds(expected, actual, magnitudes, k, $"{m} x {n} x {k}");

            double moved = a.Zip(Rounded(a), (value, rounded) => Math.Pow((double)value - rounded, 2)).Sum();
            NumericAssert.Close(moved, PackedFactor.RoundingError(a), 0, 1e-13);
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

    private static float[] Rounded(float[] values) => Array.ConvertAll(
        values,
        value =>
        {
            uint bits = BitConverter.SingleToUInt32Bits(value);
            return BitConverter.UInt32BitsToSingle((bits + 0x7FFF + ((bits >> 16) & 1)) & 0xFFFF0000);
        });
}
