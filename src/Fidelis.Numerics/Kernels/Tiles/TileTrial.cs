namespace Fidelis.Numerics.Kernels.Tiles;

/// <summary>Tries a kernel on small products whose result is known, before anything relies on it.</summary>
internal static unsafe class TileTrial
{
    private const int Chunks = 3;

    /// <summary>Compares a kernel with the portable one, in both precisions.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <returns>Whether its products are right.</returns>
    public static bool Passes(TileKernel kernel) => Passes(kernel, ProductPrecision.Exact) && Passes(kernel, ProductPrecision.Fast);

    /// <summary>Compares a kernel with the portable one, in one precision.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="precision">The precision.</param>
    /// <returns>Whether its products are right.</returns>
    public static bool Passes(TileKernel kernel, ProductPrecision precision)
    {
        const int Size = TileKernel.BlockSize * TileKernel.BlockSize;
        int bytes = Chunks * TileKernel.ChunkBytes(precision);
        using ScratchBuffer factors = ScratchBuffer.Rent(2 * bytes / sizeof(float));
        using ScratchBuffer sums = ScratchBuffer.Rent(2 * Size);
        ushort* values = (ushort*)factors.Pointer;
        for (int i = 0; i < bytes; i++)
        {
            // Whole numbers of either sign from 64 to 127, without a pattern: their products and sums are exact in any order.
            uint mixed = ((uint)i + 1) * 2654435761;
            values[i] = (ushort)(0x4280 | ((mixed >> 16) & 0x807E));
        }

        float* actual = sums.Pointer;
        float* expected = actual + Size;
        for (int i = 0; i < Size; i++)
        {
            actual[i] = expected[i] = i;
        }

        kernel.Begin();
        kernel.Multiply(precision, Product((byte*)values, bytes, actual));
        kernel.End();
        new PortableTileKernel().Multiply(precision, Product((byte*)values, bytes, expected));
        return new ReadOnlySpan<float>(actual, Size).SequenceEqual(new ReadOnlySpan<float>(expected, Size));
    }

    private static TileProduct Product(byte* factors, int bytes, float* sums) => new()
    {
        Left = factors,
        Right = factors + bytes,
        Start = sums,
        StartStep = TileKernel.BlockSize * sizeof(float),
        Result = sums,
        ResultStep = TileKernel.BlockSize * sizeof(float),
        ChunkCount = Chunks,
    };
}
