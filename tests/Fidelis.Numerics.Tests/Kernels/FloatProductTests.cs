using Fidelis.Numerics.Kernels;

namespace Fidelis.Numerics.Tests.Kernels;

public sealed class FloatProductTests
{
    /// <summary>Sizes below, at and above every border of tiles (6, 8, 32), blocks (96, 288) and passes (512, 4096).</summary>
    private static readonly (int M, int N, int K)[] Sizes =
    [
        (1, 1, 1), (1, 1, 0), (0, 5, 5), (5, 0, 5), (3, 5, 0), (2, 3, 4), (5, 7, 11), (6, 8, 16), (7, 9, 17),
        (12, 32, 31), (13, 33, 32), (11, 31, 33), (48, 64, 64), (49, 65, 63), (96, 16, 287), (97, 17, 288), (95, 15, 289),
        (24, 96, 130), (257, 3, 64), (3, 257, 64), (1, 257, 257), (257, 1, 257), (100, 100, 100), (131, 67, 259),
        (2, 513, 40), (7, 3, 4099), (1, 1100, 5), (64, 4, 1024),
    ];

    public static TheoryData<string, bool, bool> Cases()
    {
        TheoryData<string, bool, bool> cases = [];
        foreach (InstructionSet set in InstructionSets.Available)
        {
            cases.Add(set.Name, false, false);
            cases.Add(set.Name, false, true);
            cases.Add(set.Name, true, false);
            cases.Add(set.Name, true, true);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Multiply_AnySize_AgreesWithPlainSums(string tier, bool transposeA, bool transposeB)
    {
        foreach ((int m, int n, int k) in Sizes)
        {
            float[] a = KernelBound.Values(21, m * k);
            float[] b = KernelBound.Values(22, k * n);
            float[] actual = new float[m * n];
            Array.Fill(actual, float.NaN);
            FloatProduct.Multiply(InstructionSets.Find(tier), m, n, k, a, transposeA, b, transposeB, actual);

            float[] expected = new float[m * n];
            float[] magnitudes = new float[m * n];
            PlainProduct.Multiply(m, n, k, a, transposeA, b, transposeB, expected);
            PlainProduct.Multiply(m, n, k, KernelBound.Magnitudes(a), transposeA, KernelBound.Magnitudes(b), transposeB, magnitudes);
            KernelBound.Holds(expected, actual, magnitudes, k, $"{tier} {m} x {n} x {k}");
        }
    }

    [Fact]
    public void Multiply_SmallMatrices_GivesTheTextbookProduct()
    {
        float[] c = new float[4];
        FloatProduct.Multiply(2, 2, 3, [1, 2, 3, 4, 5, 6], false, [7, 8, 9, 10, 11, 12], false, c);
        Assert.Equal([58, 64, 139, 154], c);
        FloatProduct.Multiply(2, 2, 3, [1, 4, 2, 5, 3, 6], true, [7, 9, 11, 8, 10, 12], true, c);
        Assert.Equal([58, 64, 139, 154], c);
    }

    [Fact]
    public void Multiply_WrongLengths_NamesTheArgument()
    {
        float[] four = new float[4];
        Assert.Equal("a", Assert.Throws<ArgumentException>(
            () => FloatProduct.Multiply(2, 2, 2, new float[3], false, four, false, new float[4])).ParamName);
        Assert.Equal("b", Assert.Throws<ArgumentException>(
            () => FloatProduct.Multiply(2, 2, 2, four, false, new float[5], false, new float[4])).ParamName);
        Assert.Equal("c", Assert.Throws<ArgumentException>(
            () => FloatProduct.Multiply(2, 2, 2, four, false, four, false, new float[3])).ParamName);
        Assert.Throws<ArgumentOutOfRangeException>(() => FloatProduct.Multiply(-1, 2, 2, [], false, new float[4], false, []));
        float[] shared = new float[8];
        Assert.Equal("c", Assert.Throws<ArgumentException>(
            () => FloatProduct.Multiply(2, 2, 2, shared.AsSpan(0, 4), false, new float[4], false, shared.AsSpan(2, 4))).ParamName);
    }
}
