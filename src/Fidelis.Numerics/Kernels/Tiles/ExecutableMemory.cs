namespace Fidelis.Numerics.Kernels.Tiles;

/// <summary>
/// Functions of machine code in pages of their own: written while nothing can run them, and run when nothing can write them any more. They
/// live as long as the process.
/// </summary>
internal static unsafe class ExecutableMemory
{
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

        nint memory = SystemMemory.Map(length);
        if (memory == 0)
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

        if (SystemMemory.TryMakeExecutable(memory, length))
        {
            return addresses;
        }

        SystemMemory.Unmap(memory, length);
        return null;
    }

    private static nint Aligned(int length) => (length + Alignment - 1) & ~(Alignment - 1);
}
