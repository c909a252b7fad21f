using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Fidelis.Numerics.Kernels;

/// <summary>
/// A piece of native memory, aligned to cache lines, that is rented for one product or one piece of it and used again.
/// </summary>
/// <remarks>
/// The blocks that are not in use wait in bags by size, which hand a thread the one that it gave back last. They live as long as
/// the process: as many as were once in use at the same time, and none grows with the batch.
/// </remarks>
public readonly unsafe struct ScratchBuffer : IDisposable
{
    private const int SmallestExponent = 8;

    private static readonly ConcurrentBag<Block>[] Idle = CreateBags();

    private readonly Block block;

    private ScratchBuffer(Block block) => this.block = block;

    /// <summary>Gets the memory; what it holds at first is undefined.</summary>
    public float* Pointer => block.Pointer;

    /// <summary>Takes a block that nobody uses, or makes one.</summary>
    /// <param name="length">The smallest number of values that it must hold.</param>
    /// <returns>The buffer, to be disposed of once, after use.</returns>
    public static ScratchBuffer Rent(long length)
    {
        int exponent = Math.Max(SmallestExponent, BitOperations.Log2((ulong)Math.Max(length, 2) - 1) + 1);
        return new ScratchBuffer(Idle[exponent].TryTake(out Block? block) ? block : new Block(exponent));
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => Idle[block.Exponent].Add(block);

    private static ConcurrentBag<Block>[] CreateBags()
    {
        ConcurrentBag<Block>[] bags = new ConcurrentBag<Block>[48];
        for (int i = 0; i < bags.Length; i++)
        {
            bags[i] = [];
        }

        return bags;
    }

    private sealed class Block(int exponent)
    {
        private const int Alignment = 64;

        // A block that a failing product never gave back is freed here.
        ~Block() => NativeMemory.AlignedFree(Pointer);

        public int Exponent => exponent;

        public float* Pointer { get; } = (float*)NativeMemory.AlignedAlloc((nuint)sizeof(float) << exponent, Alignment);
    }
}
