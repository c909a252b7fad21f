using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Fidelis.Numerics.Kernels.Tiles;

/// <summary>
/// Products of tiles by the instruction VDPBF16PS, assembled when they are first needed: twice as many in a cycle as of float32.
/// </summary>
/// <remarks>
/// The terms of an element are added one by one, each rounded to nearest, and so in other digits than <see cref="TileKernel"/> defines: it serves products of
/// which bounds are wanted and no digits. Values below 2^-126 count as zero.
/// </remarks>
internal sealed unsafe class DotTileKernel : TileKernel
{
    private static readonly Lazy<DotTileKernel?> Shared = new(TryCreate);

    private readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<TileProduct*, void> multiply;

    private DotTileKernel(nint function) => multiply = (delegate* unmanaged[Cdecl, SuppressGCTransition]<TileProduct*, void>)function;

    /// <summary>Gets the kernel, or <see langword="null"/> where the processor has no such products, the system permits no memory for them, or they are wrong.</summary>
    public static DotTileKernel? Instance => Shared.Value;

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
        ArgumentOutOfRangeException.ThrowIfNotEqual(precision, ProductPrecision.Fast);
        fixed (TileProduct* address = &product)
        {
            multiply(address);
        }
    }

    /// <summary>Looks at what the processor says about itself.</summary>
    /// <param name="features">EAX of CPUID, leaf 7, subleaf 1.</param>
    /// <returns>Whether it has products of pairs of bfloat16 values in registers of 512 bits.</returns>
    internal static bool HasPairProducts(int features) => (features & (1 << 5)) != 0;

    private static DotTileKernel? TryCreate()
    {
        bool hasProducts = OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64 && Avx512F.IsSupported
            && X86Base.CpuId(7, 0).Eax >= 1 && HasPairProducts(X86Base.CpuId(7, 1).Eax);
        return hasProducts && ExecutableMemory.TryStore(DotCode.Multiply()) is [nint function] && new DotTileKernel(function) is { } kernel
            && TileTrial.Passes(kernel, ProductPrecision.Fast)
            ? kernel
            : null;
    }
}
