using System.Text.Json.Serialization;

namespace Fidelis.Benchmarks.Reports;

/// <summary>A kernel as the files of results hold it.</summary>
internal sealed record RooflinePoint
{
    [JsonPropertyName("suite")]
    public required string Suite { get; init; }

    [JsonPropertyName("kernel")]
    public required string Kernel { get; init; }

    [JsonPropertyName("size")]
    public required string Size { get; init; }

    [JsonPropertyName("format")]
    public required string Format { get; init; }

    [JsonPropertyName("registers")]
    public required string Registers { get; init; }

    [JsonPropertyName("threads")]
    public required int Threads { get; init; }

    [JsonPropertyName("seconds")]
    public required double Seconds { get; init; }

    [JsonPropertyName("gigaflops")]
    public required double? Gigaflops { get; init; }

    [JsonPropertyName("gigabytes")]
    public required double? Gigabytes { get; init; }

    [JsonPropertyName("intensity")]
    public required double? Intensity { get; init; }

    [JsonPropertyName("peak_gigaflops")]
    public required double PeakGigaflops { get; init; }

    [JsonPropertyName("memory_gigabytes")]
    public required double MemoryGigabytes { get; init; }

    /// <summary>Makes it of a measurement.</summary>
    public static RooflinePoint Of(KernelMeasurement found) => new()
    {
        Suite = found.Suite,
        Kernel = found.Kernel.Name,
        Size = found.Kernel.Size,
        Format = found.Kernel.Work.Format.ToString(),
        Registers = found.Kernel.Registers.Name,
        Threads = found.Kernel.Threads,
        Seconds = found.Seconds,
        Gigaflops = found.Gigaflops,
        Gigabytes = found.Gigabytes,
        Intensity = found.Intensity,
        PeakGigaflops = found.Kernel.Roofs.Gigaflops,
        MemoryGigabytes = found.Kernel.Roofs.Gigabytes,
    };
}
