using System.Runtime.CompilerServices;

namespace Fidelis.Numerics.Kernels.Tiles;

/// <summary>Products of tiles by the instructions of AMX, assembled when they are first needed.</summary>
internal sealed unsafe class AmxTileKernel : TileKernel
{
    private readonly byte[] configuration = GC.AllocateArray<byte>(64, pinned: true);
    private readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<byte*, void> configure;
    private readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<void> release;
    private readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<TileProduct*, void> multiplyExact;
    private readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<TileProduct*, void> multiplyFast;

    private AmxTileKernel(nint[] functions)
    {
        WriteConfiguration(configuration);
        configure = (delegate* unmanaged[Cdecl, SuppressGCTransition]<byte*, void>)functions[0];
        release = (delegate* unmanaged[Cdecl, SuppressGCTransition]<void>)functions[1];
        multiplyExact = (delegate* unmanaged[Cdecl, SuppressGCTransition]<TileProduct*, void>)functions[2];
        multiplyFast = (delegate* unmanaged[Cdecl, SuppressGCTransition]<TileProduct*, void>)functions[3];
    }

    /// <summary>Assembles the kernel. The process must have been given the tiles.</summary>
    /// <returns>The kernel, or <see langword="null"/> where the system permits no memory for machine code.</returns>
    public static AmxTileKernel? TryCreate() =>
        ExecutableMemory.TryStore(
            TileCode.Configure(), TileCode.Release(), TileCode.Multiply(ProductPrecision.Exact), TileCode.Multiply(ProductPrecision.Fast)) is { } functions
            ? new AmxTileKernel(functions)
            : null;

    /// <summary>Describes eight tiles of 16 rows of 64 bytes, as the instruction LDTILECFG reads it.</summary>
    /// <param name="configuration">64 bytes of zero.</param>
    internal static void WriteConfiguration(Span<byte> configuration)
    {
        const int RowLengths = 16;
        const int RowCounts = 48;
        configuration[0] = 1;
        for (int tile = 0; tile < 8; tile++)
        {
            configuration[RowLengths + (2 * tile)] = RowBytes;
            configuration[RowCounts + tile] = TileSize;
        }
    }

    /// <inheritdoc/>
    public override void Begin()
    {
        SignalStack.Ensure();
        configure((byte*)Unsafe.AsPointer(ref configuration[0]));
    }

    /// <inheritdoc/>
    public override void End() => release();

    /// <inheritdoc/>
    public override void Multiply(ProductPrecision precision, in TileProduct product)
    {
        fixed (TileProduct* address = &product)
        {
            if (precision == ProductPrecision.Exact)
            {
                multiplyExact(address);
            }
            else
            {
                multiplyFast(address);
            }
        }
    }
}
