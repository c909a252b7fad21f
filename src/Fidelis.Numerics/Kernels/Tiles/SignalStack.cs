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
/// The larger stack begins with a page that guards it, as the runtime's own does. At the end of a thread the runtime unmaps the stack that it mapped itself, if it
/// finds that one in place (<c>FreeSignalAlternateStack</c>). The larger one is therefore unmapped here, once the system knows the thread no more. The first one,
/// 16 KB of addresses, stays mapped: another owner of the thread may have put it there.
/// </para>
/// </remarks>
internal static unsafe partial class SignalStack
{
    /// <summary>The bytes of the stack, its guard included.</summary>
    public const nint Length = 64 << 10;

    private const int Disabled = 2;

    private static int mappedCount;

    [ThreadStatic]
    private static Mapping? mapping;

    /// <summary>Gets the number of stacks that are mapped, of threads that have not ended or only just.</summary>
    internal static int MappedCount => Volatile.Read(ref mappedCount);

    /// <summary>Sees to it that handlers on the calling thread have room, the first time it is called there. Where the system refuses, all stays as it was.</summary>
    public static void Ensure() => mapping ??= new Mapping(Replace());

    /// <summary>Gets the bytes that handlers on the calling thread have.</summary>
    /// <returns>The number of bytes, or 0 where they run on the stack of the thread.</returns>
    internal static nint CurrentLength() => Current() is { } stack && (stack.Flags & Disabled) == 0 ? stack.Length : 0;

    /// <summary>Maps a larger stack and puts it in place.</summary>
    /// <returns>Its address, or 0 where all stays as it was.</returns>
    private static nint Replace()
    {
        Description current = Current();
        if (current.Address == 0 || (current.Flags & Disabled) != 0 || current.Length >= Length)
        {
            return 0;
        }

        nint memory = SystemMemory.Map(Length, guardLength: Environment.SystemPageSize);
        if (memory == 0)
        {
            return 0;
        }

        Description larger = new() { Address = memory, Length = Length };
        if (SetStack(&larger, null) == 0)
        {
            return memory;
        }

        SystemMemory.Unmap(memory, Length);
        return 0;
    }

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

    /// <summary>Keeps the stack of a thread for as long as the thread lives.</summary>
    private sealed class Mapping
    {
        private readonly nint memory;
        private readonly nint thread;

        public Mapping(nint memory)
        {
            this.memory = memory;
            if (memory == 0)
            {
                GC.SuppressFinalize(this);
                return;
            }

            thread = SystemCall.Invoke(SystemCall.GetThreadId);
            Interlocked.Increment(ref mappedCount);
        }

        /// <summary>Unmaps the stack, unless the system still knows the thread: signals may reach it after its last managed code.</summary>
        ~Mapping()
        {
            const nint None = 0;
            if (SystemCall.Invoke(SystemCall.SignalThread, Environment.ProcessId, thread, None) == 0)
            {
                GC.ReRegisterForFinalize(this);
                return;
            }

            SystemMemory.Unmap(memory, Length);
            Interlocked.Decrement(ref mappedCount);
        }
    }
}
