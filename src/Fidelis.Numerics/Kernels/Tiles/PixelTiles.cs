using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Fidelis.Numerics.Kernels.Tiles;

/// <summary>
/// Packs the factors of a sum over pixels: both lie in memory with a line of channels for each pixel, which is the term, while tiles want the terms of a row, or pairs of
/// them, side by side.
/// </summary>
/// <remarks>
/// <code>
///   two lines of bfloat16         a0 a1 a2 ..          a pair of terms for each column       a0 b0 a1 b1 ..       a row of a right tile
///                                 b0 b1 b2 ..
///   16 such rows, as a matrix of pairs, turned: for each column its 32 terms                                      a row of a left tile
/// </code>
/// </remarks>
internal static unsafe class PixelTiles
{
    private const int Pairs = TileKernel.TileSize;

    private const int ValuesOfTile = TileKernel.TileBytes / sizeof(uint);

    /// <summary>What the lanes of a line are exchanged with in a step of turning a matrix, for each step.</summary>
    private static readonly Vector512<uint>[] Partners = [.. Steps().Select(step => Vector512<uint>.Indices ^ Vector512.Create(step))];

    /// <summary>The lanes of the first line of a pair that keep their values in a step, for each step.</summary>
    private static readonly Vector512<uint>[] Kept =
        [.. Steps().Select(step => Vector512.Equals(Vector512<uint>.Indices & Vector512.Create(step), Vector512<uint>.Zero))];

    /// <summary>Packs 32 pixels of 32 columns as one part of the right factor of a chunk.</summary>
    /// <param name="lines">Where the lines of 32 columns begin, for each pixel.</param>
    /// <param name="offset">What is added to each of these addresses.</param>
    /// <param name="count">The pixels that exist; zeros stand for the others.</param>
    /// <param name="tiles">Receives the two tiles.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void PackRight(ushort** lines, nint offset, int count, byte* tiles)
    {
        for (int pair = 0; pair < Pairs; pair++)
        {
            int pixel = 2 * pair;
            Vector512<ushort> even = pixel < count ? Vector512.Load(lines[pixel] + offset) : Vector512<ushort>.Zero;
            Vector512<ushort> odd = pixel + 1 < count ? Vector512.Load(lines[pixel + 1] + offset) : Vector512<ushort>.Zero;
            (Vector512<uint> evenLow, Vector512<uint> evenHigh) = Vector512.Widen(even);
            (Vector512<uint> oddLow, Vector512<uint> oddHigh) = Vector512.Widen(odd);
            uint* row = (uint*)(tiles + (pair * TileKernel.RowBytes));
            (evenLow | (oddLow << 16)).Store(row);
            (evenHigh | (oddHigh << 16)).Store(row + ValuesOfTile);
        }
    }

    /// <summary>Packs 32 pixels of 32 columns, which become rows, as one part of the left factor of a chunk.</summary>
    /// <param name="lines">Where the lines of 32 columns begin, for each pixel.</param>
    /// <param name="offset">What is added to each of these addresses.</param>
    /// <param name="count">The pixels that exist; zeros stand for the others.</param>
    /// <param name="tiles">Receives the two tiles.</param>
    public static void PackLeft(ushort** lines, nint offset, int count, byte* tiles)
    {
        PackRight(lines, offset, count, tiles);
        Turn((uint*)tiles);
        Turn((uint*)tiles + ValuesOfTile);
    }

    private static uint[] Steps() => [8, 4, 2, 1];

    /// <summary>Transposes 16 x 16 values: exchanges the blocks of 8 x 8 off the diagonal, then those of 4 x 4 within each block, and so on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Turn(uint* matrix)
    {
        for (int turn = 0; turn < Partners.Length; turn++)
        {
            int step = Pairs / 2 >> turn;
            Vector512<uint> partners = Partners[turn];
            Vector512<uint> kept = Kept[turn];
            for (int index = 0; index < Pairs / 2; index++)
            {
                // The rows whose number has no bit of the step.
                int row = index + (index & -step);
                uint* first = matrix + (row * Pairs);
                uint* second = first + (step * Pairs);
                Vector512<uint> upper = Vector512.Load(first);
                Vector512<uint> lower = Vector512.Load(second);
                Vector512.ConditionalSelect(kept, upper, Vector512.ShuffleNative(lower, partners)).Store(first);
                Vector512.ConditionalSelect(kept, Vector512.ShuffleNative(upper, partners), lower).Store(second);
            }
        }
    }
}
