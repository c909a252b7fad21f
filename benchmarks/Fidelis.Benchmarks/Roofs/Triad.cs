using System.Numerics;
using System.Runtime.CompilerServices;

namespace Fidelis.Benchmarks.Roofs;

/// <summary>The triad a = b + s c of vectors that no cache holds: what memory can give (J. D. McCalpin, STREAM, 1995).</summary>
/// <remarks>As there, three operands are counted, and not that the processor reads the lines of a before it writes them.</remarks>
internal static unsafe class Triad
{
    /// <summary>Values of each vector, over all threads: three vectors of 128 MiB.</summary>
    private const int Length = 1 << 25;

    private const int Slices = 6;

    /// <summary>Measures 10⁹ bytes in a second.</summary>
    public static double Measure(int threads)
    {
        int length = Length / threads / Vector<float>.Count * Vector<float>.Count;
        float[][] vectors = [.. Enumerable.Range(0, 3 * threads).Select(_ => GC.AllocateUninitializedArray<float>(length))];
        return MachineRoofs.FastestRate(
            threads, Slices, thread => Run(vectors[3 * thread], vectors[(3 * thread) + 1], vectors[(3 * thread) + 2]), 3.0 * sizeof(float) * length) / 1e9;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run(float[] sums, float[] first, float[] second)
    {
        Vector<float> factor = new(0.5f);
        fixed (float* a = sums, b = first, c = second)
        {
            for (nint i = 0; i < sums.Length; i += Vector<float>.Count)
            {
                (Vector.Load(b + i) + (factor * Vector.Load(c + i))).Store(a + i);
            }
        }
    }
}
