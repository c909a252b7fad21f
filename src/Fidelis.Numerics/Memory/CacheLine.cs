using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Fidelis.Numerics.Memory;

/// <summary>What programs know of the lines of the cache.</summary>
public static class CacheLine
{
    /// <summary>The bytes of a line on every processor with kernels of its own; a guess on others, from which nothing follows but time.</summary>
    private const nuint Bytes = 64;

    /// <summary>Returns the first address where a line begins.</summary>
    /// <param name="pointer">The address from which on it is looked for.</param>
    internal static unsafe T* Align<T>(T* pointer)
        where T : unmanaged => (T*)(((nuint)pointer + Bytes - 1) & ~(Bytes - 1));

    /// <summary>Asks for the line of the cache that holds a value. Nobody waits for it, and nothing is done on processors that cannot be asked.</summary>
    /// <param name="value">The value, which is not read: if it moves meanwhile, nothing comes of it but time.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Fetch(ref float value)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref value));
        }
    }
}
