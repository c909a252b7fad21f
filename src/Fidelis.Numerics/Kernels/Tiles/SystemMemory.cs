using System.Runtime.InteropServices;

namespace Fidelis.Numerics.Kernels.Tiles;

/// <summary>Pages of memory with rights of their own, from Linux.</summary>
internal static partial class SystemMemory
{
    private const int Read = 1;
    private const int Write = 2;
    private const int Execute = 4;
    private const int Private = 2;
    private const int Anonymous = 0x20;

    /// <summary>Maps pages that can be read and written.</summary>
    /// <param name="length">The number of bytes.</param>
    /// <param name="guardLength">The bytes at the beginning, whole pages, that nobody may touch.</param>
    /// <returns>Their address, or 0 where the system permits no such memory.</returns>
    public static nint Map(nint length, nint guardLength = 0)
    {
        nint memory = Map(0, length, Read | Write, Private | Anonymous, -1, 0);
        if (memory == -1)
        {
            return 0;
        }

        if (guardLength == 0 || Protect(memory, guardLength, 0) == 0)
        {
            return memory;
        }

        Unmap(memory, length);
        return 0;
    }

    /// <summary>Makes pages executable that are written, and forbids writing to them from now on.</summary>
    /// <param name="memory">Their address.</param>
    /// <param name="length">The number of bytes.</param>
    /// <returns>Whether the system permitted it.</returns>
    public static bool TryMakeExecutable(nint memory, nint length) => Protect(memory, length, Read | Execute) == 0;

    /// <summary>Gives pages back.</summary>
    /// <param name="memory">Their address.</param>
    /// <param name="length">The number of bytes.</param>
    public static void Unmap(nint memory, nint length) => _ = Release(memory, length);

    [LibraryImport("libc", EntryPoint = "mmap")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Map(nint address, nint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Protect(nint address, nint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Release(nint address, nint length);
}
