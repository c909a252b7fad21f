using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Fidelis.Numerics.Memory;

/// <summary>Memory that will be read soon.</summary>
public static class CacheLine
{
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
