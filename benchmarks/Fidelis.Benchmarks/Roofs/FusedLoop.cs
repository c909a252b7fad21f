using Fidelis.Benchmarks.Suites;
using Fidelis.Imaging.Resampling;

namespace Fidelis.Benchmarks.Roofs;

/// <summary>Fused multiplications and additions that wait for nothing: the peak of the units that multiply.</summary>
internal abstract class FusedLoop
{
    private const int Slices = 12;

    /// <summary>Gets the loop for numbers and registers.</summary>
    public static FusedLoop Of(NumberFormat format, int bits) => (format, bits) switch
    {
        (NumberFormat.Float32, 512) => new FusedLoop<Singles512, float>(),
        (NumberFormat.Float32, 256) => new FusedLoop<Singles256, float>(),
        (NumberFormat.Float32, _) => new FusedLoop<Singles128, float>(),
        (_, 512) => new FusedLoop<Doubles512, double>(),
        (_, 256) => new FusedLoop<Doubles256, double>(),
        _ => new FusedLoop<Doubles128, double>(),
    };

    /// <summary>Measures 10⁹ operations in a second.</summary>
    public double Measure(int threads)
    {
        double[] results = new double[threads];
        return MachineRoofs.FastestRate(threads, Slices, thread => results[thread] = Run(), SliceOperations) / 1e9;
    }

    /// <summary>Gets the operations of a slice.</summary>
    protected abstract double SliceOperations { get; }

    /// <summary>Runs a slice.</summary>
    protected abstract double Run();
}
