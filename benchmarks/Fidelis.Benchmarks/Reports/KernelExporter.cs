using System.Text.Json;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;

namespace Fidelis.Benchmarks.Reports;

/// <summary>Writes what was measured as JSON, for the results of a machine and for its roofline.</summary>
internal sealed class KernelExporter : ExporterBase
{
    private static readonly JsonSerializerOptions options = new() { WriteIndented = true };

    /// <inheritdoc/>
    protected override string FileExtension => "json";

    /// <inheritdoc/>
    protected override string FileCaption => "kernels";

    /// <inheritdoc/>
    public override void ExportToLog(Summary summary, ILogger logger) => logger.WriteLine(JsonSerializer.Serialize(
        summary.BenchmarksCases.Select(benchmark => KernelMeasurement.Of(summary, benchmark)).OfType<KernelMeasurement>().Select(RooflinePoint.Of), options));
}
