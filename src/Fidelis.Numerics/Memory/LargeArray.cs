using System.Runtime.InteropServices;

namespace Fidelis.Numerics.Memory;

/// <summary>Arrays of many megabytes that are used again and again, in large pages where the system grants them.</summary>
/// <remarks>
/// A step of a training walks through hundreds of megabytes. In pages of 4 KiB that is more than a processor keeps the addresses of, and
/// its prefetching ends at the end of each page: in pages of 2 MiB a step takes two to three hundredths less processor time. Linux grants them
/// unasked on few distributions, and on request (<c>madvise</c>, Documentation/admin-guide/mm/transhuge.rst) on most.
/// </remarks>
public static partial class LargeArray
{
    private const int PageBytes = 1 << 21;

    /// <summary>The smallest array for which large pages are asked: half of one at either end may stay small.</summary>
    private const int SmallestBytes = 2 * PageBytes;

    private const int AdviseLargePages = 14;

    /// <summary>Makes an array.</summary>
    /// <param name="length">The number of values.</param>
    /// <returns>An array whose values are left over from earlier use of its memory, so that each must be written before it is read.</returns>
    /// <exception cref="OverflowException">The length is negative.</exception>
    public static unsafe float[] Allocate(int length)
    {
        float[] array = GC.AllocateUninitializedArray<float>(length);
        if (OperatingSystem.IsLinux() && array.Length >= SmallestBytes / sizeof(float))
        {
            fixed (float* values = array)
            {
                // Whole pages within the array alone. A kernel without large pages refuses, and the array is as good as any.
                nint first = ((nint)values + PageBytes - 1) & ~(nint)(PageBytes - 1);
                nint end = (nint)(values + array.Length) & ~(nint)(PageBytes - 1);
                _ = Advise(first, end - first, AdviseLargePages);
            }
        }

        return array;
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Advise(nint address, nint length, int advice);
}
