using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using Fidelis.Benchmarks.Suites;

namespace Fidelis.Benchmarks.Reports;

/// <summary>A kernel that was measured.</summary>
/// <param name="Suite">Where it belongs.</param>
/// <param name="Kernel">The kernel, with the roofs that were measured beside it.</param>
/// <param name="Seconds">The fastest iteration, as the roofs are the fastest slices: what disturbs the others is not the kernel.</param>
internal sealed record KernelMeasurement(string Suite, Kernel Kernel, double Seconds)
{
    /// <summary>Gets 10⁹ operations in a second.</summary>
    public double? Gigaflops => Kernel.Work.Operations > 0 ? Kernel.Work.Operations / Seconds / 1e9 : null;

    /// <summary>Gets 10⁹ bytes in a second.</summary>
    public double? Gigabytes => Kernel.Work.Bytes > 0 ? Kernel.Work.Bytes / Seconds / 1e9 : null;

    /// <summary>Gets the operations for each byte.</summary>
    public double? Intensity => Kernel.Work.Operations > 0 ? Kernel.Work.Operations / Kernel.Work.Bytes : null;

    /// <summary>Gets the share of the peak; above 1 where fewer multiplications, or those of bfloat16 tiles, do the same work.</summary>
    public double? ShareOfPeak => Gigaflops / Kernel.Roofs.Gigaflops;

    /// <summary>Finds what was measured of a case.</summary>
    /// <returns>The measurement, or <see langword="null"/> where it failed.</returns>
    public static KernelMeasurement? Of(Summary summary, BenchmarkCase benchmark) =>
        summary[benchmark]?.ResultStatistics is { } statistics
            ? new(benchmark.Descriptor.Type.Name, (Kernel)benchmark.Parameters[nameof(KernelSuite.Kernel)], statistics.Min / 1e9)
            : null;
}
