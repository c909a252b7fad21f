using Fidelis.Numerics.Kernels;
using Fidelis.Numerics.Kernels.Tiles;

namespace Fidelis.Numerics.Tests.Kernels.Tiles;

/// <summary>Products of pairs: by the machine code on a model of the processor, and by the processor where it has them.</summary>
public sealed class DotTileKernelTests
{
    private const int Size = TileKernel.BlockSize;

    [Theory]
    [InlineData(0, 0, Size)]
    [InlineData(1, 0, Size)]
    [InlineData(1, Size, 77)]
    [InlineData(3, 101, 320)]
    public void Multiply_AnyChunksAndSteps_StaysWithinTheBoundOfItsSums(int chunks, int startStep, int resultStep)
    {
        // The portable kernel takes the same terms in another order: both are within the bound of the exact sums, which are below 32 chunks + 1.
        float[] expected = Run(new PortableTileKernel(), chunks, startStep, resultStep);
        InterpretedTileKernel model = new(hasTiles: false);
        float[] actual = Run(model, chunks, startStep, resultStep);
        KernelBound.Holds(expected, actual, [.. Enumerable.Repeat((chunks * 32f) + 1, actual.Length)], chunks * 32, $"{chunks} chunks");
        Assert.Equal(chunks * Size * Size, model.Machine.ProductCount);
    }

    [Fact]
    public void Multiply_OnThisProcessor_GivesTheDigitsOfTheModel()
    {
        Assert.SkipWhen(DotTileKernel.Instance is null, "This processor has no products of pairs of bfloat16 values.");
        foreach ((int chunks, int startStep, int resultStep) in ((int, int, int)[])[(0, 0, 32), (1, 32, 77), (5, 0, 32)])
        {
            Assert.Equal(Run(new InterpretedTileKernel(hasTiles: false), chunks, startStep, resultStep), Run(DotTileKernel.Instance!, chunks, startStep, resultStep));
        }
    }

    [Theory]
    [InlineData(1 << 5, true)]
    [InlineData(-1, true)]
    [InlineData(1 << 4, false)] // Products of whole numbers alone.
    [InlineData(0, false)]
    public void HasPairProducts_Features_NeedsThoseOfBfloat16(int features, bool expected) =>
        Assert.Equal(expected, DotTileKernel.HasPairProducts(features));

    [Fact]
    public void Trial_OfTheMachineCode_Passes() => Assert.True(TileTrial.Passes(new InterpretedTileKernel(hasTiles: false), ProductPrecision.Fast));

    private static float[] Run(TileKernel kernel, int chunks, int startStep, int resultStep)
    {
        ushort[] left = Factor(1, chunks);
        ushort[] right = Factor(2, chunks);
        float[] start = KernelBound.Values(3, (startStep * (Size - 1)) + Size);
        float[] result = new float[(resultStep * (Size - 1)) + Size];
        TileRun.Multiply(kernel, ProductPrecision.Fast, chunks, left, right, start, startStep, result, resultStep);
        return result;
    }

    private static ushort[] Factor(uint seed, int chunks) => Array.ConvertAll(
        KernelBound.Values(seed, chunks * TileKernel.ChunkBytes(ProductPrecision.Fast) / sizeof(ushort)), value => (ushort)(BitConverter.SingleToUInt32Bits(value) >> 16));
}
