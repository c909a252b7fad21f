using System.Runtime.Intrinsics;
using Fidelis.Numerics.Threading;

namespace Fidelis.Imaging.Resampling;

/// <summary>Runs a job with the arithmetic of its kernel, in the widest registers of the machine, on as many cores as it is worth.</summary>
internal static class ResamplingDispatch
{
    // About a millisecond of one core, beside which the cost of waking another is small.
    private const long ProductsOfBand = 1 << 24;

    /// <summary>Gets the bits of the widest registers that this machine computes with.</summary>
    public static int WidestRegister { get; } = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    /// <summary>Resizes one picture.</summary>
    /// <param name="job">The picture.</param>
    /// <param name="arithmetic">The arithmetic of the kernel.</param>
    /// <param name="registerBits">The bits of a register: 128, 256 or 512. No digit depends on them.</param>
    public static void Run<TSample>(in ResamplingJob<TSample> job, ResamplingArithmetic arithmetic, int registerBits)
        where TSample : unmanaged
    {
        switch (arithmetic, registerBits)
        {
            case (ResamplingArithmetic.Float64Sum, 128):
                Run<TSample, double, Doubles128, Float64Sum<Doubles128>>(job);
                break;
            case (ResamplingArithmetic.Float64Sum, 256):
                Run<TSample, double, Doubles256, Float64Sum<Doubles256>>(job);
                break;
            case (ResamplingArithmetic.Float64Sum, 512):
                Run<TSample, double, Doubles512, Float64Sum<Doubles512>>(job);
                break;
            case (_, 128):
                RunSingles<TSample, Singles128>(job, arithmetic);
                break;
            case (_, 256):
                RunSingles<TSample, Singles256>(job, arithmetic);
                break;
            case (_, 512):
                RunSingles<TSample, Singles512>(job, arithmetic);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(registerBits), registerBits, "A register has 128, 256 or 512 bits.");
        }
    }

    private static void RunSingles<TSample, TRegister>(in ResamplingJob<TSample> job, ResamplingArithmetic arithmetic)
        where TSample : unmanaged
        where TRegister : unmanaged, IRegister<TRegister, float>
    {
        switch (arithmetic)
        {
            case ResamplingArithmetic.Float32FusedSum:
                Run<TSample, float, TRegister, Float32FusedSum<TRegister>>(job);
                break;
            case ResamplingArithmetic.Float32FusedSumFromLast:
                Run<TSample, float, TRegister, Float32FusedSumFromLast<TRegister>>(job);
                break;
            case ResamplingArithmetic.Float32Interpolation:
                Run<TSample, float, TRegister, Float32Interpolation<TRegister>>(job);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(arithmetic), arithmetic, "There is no such arithmetic.");
        }
    }

    private static void Run<TSample, T, TRegister, TArithmetic>(in ResamplingJob<TSample> job)
        where TSample : unmanaged
        where T : unmanaged
        where TRegister : unmanaged, IRegister<TRegister, T>
        where TArithmetic : IArithmetic<TRegister>
    {
        // No digit depends on the cut, so that there may be as many bands as cores: each band resamples a few rows of its neighbour again.
        long bands = Math.Min(Math.Min(Parallelism.ThreadCount, job.Height), job.ProductCount / ProductsOfBand);
        if (bands > 1)
        {
            RunBands<TSample, T, TRegister, TArithmetic>(job, (int)bands);
        }
        else
        {
            RowBand<TSample, T, TRegister, TArithmetic>.Resize(job, 0, job.Height);
        }
    }

    // Apart from Run, which would otherwise allocate what the bands share for every picture that has none.
    private static void RunBands<TSample, T, TRegister, TArithmetic>(ResamplingJob<TSample> job, int bands)
        where TSample : unmanaged
        where T : unmanaged
        where TRegister : unmanaged, IRegister<TRegister, T>
        where TArithmetic : IArithmetic<TRegister> =>
        Parallelism.For(bands, band => RowBand<TSample, T, TRegister, TArithmetic>.Resize(
            job, (int)((long)job.Height * band / bands), (int)((long)job.Height * (band + 1) / bands)));
}
