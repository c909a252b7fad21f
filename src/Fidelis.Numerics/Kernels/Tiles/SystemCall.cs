using System.Runtime.InteropServices;

namespace Fidelis.Numerics.Kernels.Tiles;

/// <summary>Asks Linux on x64 by the number of a call, because not every C library has a function for it.</summary>
internal static partial class SystemCall
{
    /// <summary>arch_prctl: questions about the registers of a process.</summary>
    public const nint ArchPrctl = 158;

    /// <summary>gettid: the number of the calling thread.</summary>
    public const nint GetThreadId = 186;

    /// <summary>tgkill: a signal for a thread of a process; signal 0 only asks for the thread.</summary>
    public const nint SignalThread = 234;

    /// <summary>Makes a call.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="first">Its first argument; those that a call does not have are not looked at.</param>
    /// <param name="second">The second.</param>
    /// <param name="third">The third.</param>
    /// <returns>What the call gives; -1 where it is refused.</returns>
    [LibraryImport("libc", EntryPoint = "syscall")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint Invoke(nint number, nint first = 0, nint second = 0, nint third = 0);
}
