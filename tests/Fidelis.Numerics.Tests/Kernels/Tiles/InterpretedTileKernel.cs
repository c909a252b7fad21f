using System.Collections.Concurrent;
using Fidelis.Numerics.Kernels;
using Fidelis.Numerics.Kernels.Tiles;

namespace Fidelis.Numerics.Tests.Kernels.Tiles;

/// <summary>Runs the machine code of the tile kernels on a model of the processor, which lets it touch what belongs to a product alone.</summary>
/// <param name="hasTiles">Whether the processor has tiles, or products of pairs alone.</param>
internal sealed unsafe class InterpretedTileKernel(bool hasTiles = true) : TileKernel
{
    private static readonly byte[] Configure = TileCode.Configure();
    private static readonly byte[] Release = TileCode.Release();
    private static readonly byte[] Exact = TileCode.Multiply(ProductPrecision.Exact);
    private static readonly byte[] Fast = TileCode.Multiply(ProductPrecision.Fast);
    private static readonly byte[] Pairs = DotCode.Multiply();

    // Tiles are registers, which every thread has its own of: the threads of a loop follow from what the process allows at that moment.
    private readonly ConcurrentDictionary<int, TileMachine> machines = new();

    /// <summary>Gets the processor that this thread runs on.</summary>
    public TileMachine Machine => machines.GetOrAdd(Environment.CurrentManagedThreadId, _ => new TileMachine());

    /// <inheritdoc/>
    public override void Begin()
    {
        if (!hasTiles)
        {
            return;
        }

        byte[] configuration = new byte[64];
        AmxTileKernel.WriteConfiguration(configuration);
        fixed (byte* address = configuration)
        {
            Machine.Grant(address, 64, isWritable: false);
            Machine.Call(Configure, address);
            Machine.RevokeAll();
        }
    }

    /// <inheritdoc/>
    public override void End()
    {
        if (hasTiles)
        {
            Machine.Call(Release, null);
        }
    }

    /// <inheritdoc/>
    public override void Multiply(ProductPrecision precision, in TileProduct product)
    {
        fixed (TileProduct* address = &product)
        {
            Machine.Grant(address, sizeof(TileProduct), isWritable: false);
            Machine.Grant(product.Left, product.ChunkCount * ChunkBytes(precision), isWritable: false);
            Machine.Grant(product.Right, product.ChunkCount * ChunkBytes(precision), isWritable: false);
            for (int row = 0; row < BlockSize; row++)
            {
                Machine.Grant((byte*)product.Start + (row * product.StartStep), 2 * RowBytes, isWritable: false);
                Machine.Grant((byte*)product.Result + (row * product.ResultStep), 2 * RowBytes, isWritable: true);
            }

            Machine.Call(!hasTiles ? Pairs : precision == ProductPrecision.Exact ? Exact : Fast, address);
            Machine.RevokeAll();
        }
    }
}
