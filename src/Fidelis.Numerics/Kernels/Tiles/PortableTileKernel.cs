using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Fidelis.Numerics.Kernels.Tiles;

/// <summary>
/// Products of tiles for processors without tiles, as their definition says: what machine code is tested against, and what
/// <see cref="ProductPrecision.Fast"/> is computed with elsewhere, at some half of the speed of float32 products.
/// </summary>
internal sealed unsafe class PortableTileKernel : TileKernel
{
    private const uint OddHalf = 0xFFFF0000;

    /// <inheritdoc/>
    public override void Begin()
    {
    }

    /// <inheritdoc/>
    public override void End()
    {
    }

    /// <inheritdoc/>
    public override void Multiply(ProductPrecision precision, in TileProduct product)
    {
        float* sums = stackalloc float[BlockSize * BlockSize];
        for (int row = 0; row < BlockSize; row++)
        {
            Copy((float*)((byte*)product.Start + (row * product.StartStep)), sums + (row * BlockSize));
        }

        byte* left = product.Left;
        byte* right = product.Right;
        for (nint chunk = 0; chunk < product.ChunkCount; chunk++)
        {
            if (precision == ProductPrecision.Exact)
            {
                MultiplyPart(left, right + (2 * TileBytes), sums);
                MultiplyPart(left, right, sums);
                MultiplyPart(left + (2 * TileBytes), right, sums);
            }
            else
            {
                MultiplyPart(left, right, sums);
            }

            left += ChunkBytes(precision);
            right += ChunkBytes(precision);
        }

        for (int row = 0; row < BlockSize; row++)
        {
            Copy(sums + (row * BlockSize), (float*)((byte*)product.Result + (row * product.ResultStep)));
        }
    }

    /// <summary>Adds the products of two by two tiles.</summary>
    private static void MultiplyPart(byte* left, byte* right, float* sums)
    {
        for (int tile = 0; tile < 4; tile++)
        {
            (int rows, int columns) = Math.DivRem(tile, 2);
            MultiplyTile((uint*)(left + (rows * TileBytes)), (uint*)(right + (columns * TileBytes)), sums + (((rows * BlockSize) + columns) * TileSize));
        }
    }

    /// <summary>Adds the product of two tiles, four rows at a time, so that a line of the right one is taken apart once for them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyTile(uint* left, uint* right, float* sums)
    {
        for (int row = 0; row < TileSize; row += 4)
        {
            uint* pairs = left + (row * TileSize);
            Vector512<float> even0, even1, even2, even3, odd0, odd1, odd2, odd3;
            even0 = even1 = even2 = even3 = odd0 = odd1 = odd2 = odd3 = Vector512<float>.Zero;
            for (int i = 0; i < TileSize; i++)
            {
                Vector512<uint> line = Vector512.Load(right + (i * TileSize));
                Vector512<float> even = Even(line);
                Vector512<float> odd = Odd(line);
                Vector512<uint> pair = Vector512.Create(pairs[i]);
                even0 = Vector512.FusedMultiplyAdd(Even(pair), even, even0);
                odd0 = Vector512.FusedMultiplyAdd(Odd(pair), odd, odd0);
                pair = Vector512.Create(pairs[i + TileSize]);
                even1 = Vector512.FusedMultiplyAdd(Even(pair), even, even1);
                odd1 = Vector512.FusedMultiplyAdd(Odd(pair), odd, odd1);
                pair = Vector512.Create(pairs[i + (2 * TileSize)]);
                even2 = Vector512.FusedMultiplyAdd(Even(pair), even, even2);
                odd2 = Vector512.FusedMultiplyAdd(Odd(pair), odd, odd2);
                pair = Vector512.Create(pairs[i + (3 * TileSize)]);
                even3 = Vector512.FusedMultiplyAdd(Even(pair), even, even3);
                odd3 = Vector512.FusedMultiplyAdd(Odd(pair), odd, odd3);
            }

            float* target = sums + (row * BlockSize);
            Add(even0 + odd0, target);
            Add(even1 + odd1, target + BlockSize);
            Add(even2 + odd2, target + (2 * BlockSize));
            Add(even3 + odd3, target + (3 * BlockSize));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Even(Vector512<uint> pairs) => (pairs << 16).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Odd(Vector512<uint> pairs) => (pairs & Vector512.Create(OddHalf)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Vector512<float> total, float* target) => (Vector512.Load(target) + total).Store(target);

    private static void Copy(float* source, float* destination)
    {
        Vector512.Load(source).Store(destination);
        Vector512.Load(source + TileSize).Store(destination + TileSize);
    }
}
