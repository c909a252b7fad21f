using System.Collections.Concurrent;
using System.Diagnostics;
using Fidelis.Benchmarks.Suites;

namespace Fidelis.Benchmarks.Roofs;

/// <summary>What the processor and its memory can do at most, measured on as many threads as the kernel has.</summary>
/// <param name="Gigaflops">10⁹ operations in a second, a fused multiplication and addition counted as two, from operands in registers.</param>
/// <param name="Gigabytes">10⁹ bytes in a second between the processor and memory.</param>
/// <remarks>
/// S. Williams, A. Waterman, D. Patterson, Roofline: an insightful visual performance model, 2009. The speed of a shared machine changes from minute to
/// minute: the first roof is measured anew beside each kernel. The second takes longer, and is measured once.
/// </remarks>
public readonly record struct MachineRoofs(double Gigaflops, double Gigabytes)
{
    private static readonly ConcurrentDictionary<int, double> memory = new();

    /// <summary>Measures.</summary>
    /// <param name="format">The numbers that are multiplied.</param>
    /// <param name="bits">The width of the registers.</param>
    /// <param name="threads">The threads.</param>
    public static MachineRoofs Measure(NumberFormat format, int bits, int threads) => new(
        FusedLoop.Of(format, bits).Measure(threads), memory.GetOrAdd(threads, static count => Triad.Measure(count)));

    /// <summary>Runs slices of work on several threads at the same time, and adds up the fastest slice of each: what disturbs a slice is not the machine.</summary>
    /// <param name="threads">The threads.</param>
    /// <param name="slices">The slices of each.</param>
    /// <param name="work">What a slice does; it is given the number of its thread.</param>
    /// <param name="amount">What a slice amounts to.</param>
    /// <returns>The amount of all threads in a second.</returns>
    internal static double FastestRate(int threads, int slices, Action<int> work, double amount)
    {
        using Barrier together = new(threads);
        double[] rates = new double[threads];
        Thread[] team = [.. Enumerable.Range(0, threads).Select(thread => new Thread(() =>
        {
            work(thread);
            together.SignalAndWait();
            for (int slice = 0; slice < slices; slice++)
            {
                long start = Stopwatch.GetTimestamp();
                work(thread);
                rates[thread] = Math.Max(rates[thread], amount / Stopwatch.GetElapsedTime(start).TotalSeconds);
            }
        }))];
        Array.ForEach(team, thread => thread.Start());
        Array.ForEach(team, thread => thread.Join());
        return rates.Sum();
    }
}
