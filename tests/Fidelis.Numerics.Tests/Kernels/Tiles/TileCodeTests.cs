using Fidelis.Numerics.Kernels;
using Fidelis.Numerics.Kernels.Tiles;

namespace Fidelis.Numerics.Tests.Kernels.Tiles;

/// <summary>The machine code, on a model of the processor, gives the digits of the definition and touches no other memory.</summary>
public sealed class TileCodeTests
{
    private const int Size = TileKernel.BlockSize;

    public static TheoryData<ProductPrecision, int, int, int> Cases()
    {
        TheoryData<ProductPrecision, int, int, int> cases = [];
        foreach (ProductPrecision precision in Enum.GetValues<ProductPrecision>())
        {
            // Chunks from none on; sums that start from one row or from rows of their own; results at other distances.
            cases.Add(precision, 0, 0, Size);
            cases.Add(precision, 1, 0, Size);
            cases.Add(precision, 1, Size, 77);
            cases.Add(precision, 2, 101, Size);
            cases.Add(precision, 9, 0, 320);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Multiply_AnyChunksAndSteps_GivesTheDigitsOfTheDefinition(ProductPrecision precision, int chunks, int startStep, int resultStep)
    {
        ushort[] left = Factor(1, chunks, precision);
        ushort[] right = Factor(2, chunks, precision);
        float[] start = KernelBound.Values(3, (startStep * (Size - 1)) + Size);
        float[] expected = new float[(resultStep * (Size - 1)) + Size];
        float[] actual = new float[expected.Length];
        InterpretedTileKernel kernel = new();
        TileRun.Multiply(kernel, precision, chunks, left, right, start, startStep, actual, resultStep);
        TileRun.Multiply(new PortableTileKernel(), precision, chunks, left, right, start, startStep, expected, resultStep);
        Assert.Equal(expected, actual);
        Assert.False(kernel.Machine.IsConfigured);
        Assert.Equal(chunks * (precision == ProductPrecision.Exact ? 12 : 4), kernel.Machine.ProductCount);
    }

    [Fact]
    public void Multiply_Fast_IsTheProductOfTheMatrices()
    {
        // Whole numbers, whose sums are exact: the left factor lies by rows, the right one by pairs of terms.
        const int Terms = 32;
        ushort[] left = new ushort[Size * Terms];
        ushort[] right = new ushort[Size * Terms];
        int[] expected = new int[Size * Size];
        for (int row = 0; row < Size; row++)
        {
            for (int term = 0; term < Terms; term++)
            {
                left[(row * Terms) + term] = Bfloat(A(row, term));
                right[(row / 16 * 512) + (term / 2 * 32) + (row % 16 * 2) + (term % 2)] = Bfloat(B(term, row));
                for (int column = 0; column < Size; column++)
                {
                    expected[(row * Size) + column] += A(row, term) * B(term, column);
                }
            }
        }

        float[] zeros = new float[Size];
        foreach (TileKernel kernel in (TileKernel[])[new InterpretedTileKernel(), new InterpretedTileKernel(hasTiles: false), new PortableTileKernel()])
        {
            float[] actual = new float[Size * Size];
            TileRun.Multiply(kernel, ProductPrecision.Fast, 1, left, right, zeros, 0, actual, Size);
            Assert.Equal(Array.ConvertAll(expected, sum => (float)sum), actual);
        }

        static int A(int row, int term) => ((row * 37) + (term * 11)) % 61;
        static int B(int term, int column) => (((term * 29) + (column * 17)) % 53) - 26;
        static ushort Bfloat(int value) => (ushort)(BitConverter.SingleToUInt32Bits(value) >> 16);
    }

    [Fact]
    public void Trial_OfTheMachineCode_Passes() => Assert.True(TileTrial.Passes(new InterpretedTileKernel()));

    private static ushort[] Factor(uint seed, int chunks, ProductPrecision precision) =>
        Array.ConvertAll(
            KernelBound.Values(seed, chunks * TileKernel.ChunkBytes(precision) / sizeof(ushort)), value => (ushort)(BitConverter.SingleToUInt32Bits(value) >> 16));
}
