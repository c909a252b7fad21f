namespace Fidelis.Benchmarks.Suites;

/// <summary>The numbers that a kernel computes with.</summary>
public enum NumberFormat
{
    /// <summary>float32.</summary>
    Float32,

    /// <summary>float64.</summary>
    Float64,
}
