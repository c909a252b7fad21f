using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Fidelis.Benchmarks.Reports;

/// <summary>A column that is computed from the kernel, its work, and its time.</summary>
/// <param name="name">The heading.</param>
/// <param name="legend">What it says.</param>
/// <param name="isNumeric">Whether it holds numbers.</param>
/// <param name="value">Computes the text; empty where the kernel has no such number.</param>
internal sealed class KernelColumn(string name, string legend, bool isNumeric, Func<KernelMeasurement, string> value) : IColumn
{
    /// <summary>Gets all columns of kernels, in their order.</summary>
    public static IReadOnlyList<KernelColumn> All { get; } =
    [
        new("Kernel", "What is computed", false, found => found.Kernel.Name),
        new("Size", "Its sizes", false, found => found.Kernel.Size),
        new("Registers", "The instruction set that was forced, or the width of the registers", false, found => found.Kernel.Registers.Name),
        new("Threads", "Threads that it may occupy", true, found => Number(found.Kernel.Threads, "F0")),
        new("Time", "Of the fastest iteration", true, found => Time(found.Seconds)),
        new("GFLOP/s", "10^9 operations in a second", true, found => Number(found.Gigaflops, "F1")),
        new("GB/s", "10^9 bytes in a second, every operand counted once", true, found => Number(found.Gigabytes, "F1")),
        new("FLOP/B", "Operations for each of these bytes", true, found => Number(found.Intensity, "F1")),
        new("% of peak", "Of the operations that the same registers and threads do in a loop of fused multiplications, measured beside it", true, found => Number(100 * found.ShareOfPeak, "F0")),
    ];

    /// <inheritdoc/>
    public string Id => $"{nameof(KernelColumn)}.{ColumnName}";

    /// <inheritdoc/>
    public string ColumnName { get; } = name;

    /// <inheritdoc/>
    public string Legend { get; } = legend;

    /// <inheritdoc/>
    public bool AlwaysShow => true;

    /// <inheritdoc/>
    public ColumnCategory Category => ColumnCategory.Custom;

    /// <inheritdoc/>
    public int PriorityInCategory { get; init; }

    /// <inheritdoc/>
    public bool IsNumeric { get; } = isNumeric;

    /// <inheritdoc/>
    public UnitType UnitType => UnitType.Dimensionless;

    /// <inheritdoc/>
    public string GetValue(Summary summary, BenchmarkCase benchmarkCase) => KernelMeasurement.Of(summary, benchmarkCase) is { } found ? value(found) : "";

    /// <inheritdoc/>
    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    /// <inheritdoc/>
    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    /// <inheritdoc/>
    public bool IsAvailable(Summary summary) => true;

    private static string Number(double? number, string format) => number?.ToString(format, CultureInfo.InvariantCulture) ?? "";

    private static string Time(double seconds) => seconds switch
    {
        < 1e-6 => Number(seconds * 1e9, "F0") + " ns",
        < 1e-3 => Number(seconds * 1e6, "F1") + " us",
        _ => Number(seconds * 1e3, "F2") + " ms",
    };
}
