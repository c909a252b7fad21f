using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Fidelis.Numerics.Kernels.Tiles;

/// <summary>Finds out whether this process may use the tiles of AMX, and asks the kernel for them.</summary>
/// <remarks>
/// The processor must have tiles and their bfloat16 products, and the kernel must keep their registers, 8 KB for each thread, which it does
/// for processes alone that asked for it (Linux 5.16 and later; Documentation/arch/x86/xstate.rst). A hypervisor hides either.
/// </remarks>
internal static class TilePermission
{
    private const nint GetSupportedStates = 0x1021;
    private const nint RequestState = 0x1023;
    private const int TileData = 18;
    private const ulong TileStates = (1ul << 17) | (1ul << TileData);

    /// <summary>Asks for the tiles.</summary>
    /// <returns><see langword="null"/> if the process has them now, or else why not, as the end of a sentence.</returns>
    public static string? Request()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
        {
            return "which Fidelis uses on Linux for x64 alone";
        }

        if (!HasTiles(X86Base.CpuId(0, 0).Eax >= 7 ? X86Base.CpuId(7, 0).Edx : 0) || !Avx512F.IsSupported)
        {
            return "which this processor does not have";
        }

        return (OfferedStates() & TileStates) != TileStates
            ? "which the processor has but the kernel or the hypervisor does not offer"
            : SystemCall.Invoke(SystemCall.ArchPrctl, RequestState, TileData) != 0
            ? "which the processor has but the kernel does not permit"
            : null;
    }

    /// <summary>Asks the kernel of x64 Linux which register states it keeps for a process that wants them, one bit each.</summary>
    /// <returns>The states, or 0 where the kernel does not know the question, as before 5.16.</returns>
    internal static unsafe ulong OfferedStates()
    {
        ulong states;
        return SystemCall.Invoke(SystemCall.ArchPrctl, GetSupportedStates, (nint)(&states)) == 0 ? states : 0;
    }

    /// <summary>Looks at what the processor says about itself.</summary>
    /// <param name="features">EDX of CPUID, leaf 7.</param>
    /// <returns>Whether it has tiles and bfloat16 products.</returns>
    internal static bool HasTiles(int features)
    {
        const int BfloatProducts = 1 << 22;
        const int Tiles = 1 << 24;
        return (features & (BfloatProducts | Tiles)) == (BfloatProducts | Tiles);
    }
}
