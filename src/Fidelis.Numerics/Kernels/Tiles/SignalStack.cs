using System.Runtime.InteropServices;

namespace Fidelis.Numerics.Kernels.Tiles;

/// <summary>Gives a thread a larger stack for the handlers of signals, before it uses tiles.</summary>
/// <remarks>
/// <para>
/// Linux writes all registers of a thread to where a handler begins, and once a thread has used tiles these are 8 KB more. The runtime, which makes
/// exceptions of invalid addresses in such a handler, has set aside 16 KB with a page that guards them (<c>EnsureSignalAlternateStack</c> in its
/// sources): the kernel takes that for enough and permits the tiles, but next to 11 KB of registers the handler does not fit, and instead of an exception
/// the process would end, with memory before the stack written over or by the guard.
/// </para>
/// <para>
/// The larger stack is laid out as the runtime lays out its own, guard first, because the runtime unmaps what it finds when the thread ends. Its first
/// one is left mapped: another owner of the thread may have put it there.
/// </para>
/// </remarks>
internal static unsafe partial class SignalStack
{
    /// <summary>The bytes of the stack, its guard included.</summary>
    public const nint Length = 64 << 10;

    private const int Disabled = 2;

    [ThreadStatic]
    private static bool isEnsured;

    /// <summary>Sees to it that handlers on the calling thread have room, the first time it is called there. Where the system refuses, all stays as it was.</summary>
    public static void Ensure()
    {
        if (isEnsured)
        {
            return;
        }

        isEnsured = true;
        Description current = Current();
        if (current.Address == 0 || (current.Flags & Disabled) != 0 || current.Length >= Length)
        {
            return;
        }

        nint memory = SystemMemory.Map(Length, guardLength: Environment.SystemPageSize);
        if (memory == 0)
        {
            return;
        }

        Description larger = new() { Address = memory, Length = Length };
        if (SetStack(&larger, null) != 0)
        {
            SystemMemory.Unmap(memory, Length);
        }
    }

    /// <summary>Gets the bytes that handlers on the calling thread have.</summary>
    /// <returns>The number of bytes, or 0 where they run on the stack of the thread.</returns>
    internal static nint CurrentLength() => Current() is { } stack && (stack.Flags & Disabled) == 0 ? stack.Length : 0;

    private static Description Current()
    {
        Description current = default;
        return SetStack(null, &current) == 0 ? current : default;
    }

    [LibraryImport("libc", EntryPoint = "sigaltstack")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetStack(Description* next, Description* current);

    /// <summary>What the C library calls <c>stack_t</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Description
    {
        public nint Address;
        public int Flags;
        public nint Length;
    }
}
