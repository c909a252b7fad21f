using System.Runtime.InteropServices;

namespace Fidelis.Numerics.Kernels.Tiles;

/// <summary>
/// Functions of machine code in pages of their own: written while nothing can run them, and run when nothing can write them any more. They
/// live as long as the process.
/// </summary>
internal static unsafe partial class ExecutableMemory
{
    private const int Read = 1;
    private const int Write = 2;
    private const int Execute = 4;
    private const int Private = 2;
    private const int Anonymous = 0x20;

    /// <summary>The distance of functions: a line of the instruction cache.</summary>
    private const int Alignment = 64;

    /// <summary>Stores functions.</summary>
    /// <param name="functions">Their code, which runs at any address.</param>
    /// <returns>The address of each, or <see langword="null"/> where the system permits no such memory.</returns>
    public static nint[]? TryStore(params ReadOnlySpan<byte[]> functions)
    {
        nint length = 0;
        foreach (byte[] function in functions)
        {
            length += Aligned(function.Length);
        }

        nint memory = MapMemory(0, length, Read | Write, Private | Anonymous, -1, 0);
        if (memory == -1)
        {
            return null;
        }

        nint[] addresses = new nint[functions.Length];
        nint next = memory;
        for (int i = 0; i < functions.Length; i++)
        {
            functions[i].CopyTo(new Span<byte>((void*)next, functions[i].Length));
            addresses[i] = next;
            next += Aligned(functions[i].Length);
        }

        if (ProtectMemory(memory, length, Read | Execute) == 0)
        {
            return addresses;
        }

        _ = UnmapMemory(memory, length);
        return null;
    }

    private static nint Aligned(int length) => (length + Alignment - 1) & ~(Alignment - 1);

    [LibraryImport("libc", EntryPoint = "mmap")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint MapMemory(nint address, nint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ProtectMemory(nint address, nint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int UnmapMemory(nint address, nint length);
}
