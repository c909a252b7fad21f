using System.Diagnostics;
using Fidelis.Imaging.Pixels;
using Fidelis.Imaging.Resampling;
using Fidelis.Numerics.Threading;

namespace Fidelis.Benchmarks;

/// <summary>Resizes one square picture again and again.</summary>
internal sealed class ResamplingBenchmark
{
    private const double Seconds = 0.5;

    private readonly Resampler resampler;
    private readonly PixelImage source;
    private readonly int side;

    public ResamplingBenchmark(string kernel, int from, int to)
    {
        resampler = new Resampler(ResamplingCatalog.Find(kernel), Overshoot.Clip);
        byte[] pixels = new byte[from * from * 3];
        new Random(1).NextBytes(pixels);
        source = new PixelImage(from, from, pixels);
        side = to;
    }

    /// <summary>Measures with so many workers, each of which resizes pictures of its own on one thread.</summary>
    /// <returns>Pictures per second of all workers together, and the milliseconds of the fastest picture, which a busy machine disturbs least.</returns>
    public (double Rate, double Fastest) Measure(int workers)
    {
        Parallelism.ThreadCount = 1;
        Repeat();
        (long Count, double Fastest)[] results = new (long, double)[workers];
        Stopwatch watch = Stopwatch.StartNew();
        Thread[] threads = [.. Enumerable.Range(0, workers).Select(worker => new Thread(() => results[worker] = Repeat()))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        return (results.Sum(result => result.Count) / watch.Elapsed.TotalSeconds, results.Min(result => result.Fastest));
    }

    private (long Count, double Fastest) Repeat()
    {
        float[] destination = new float[side * side * 3];
        Stopwatch watch = Stopwatch.StartNew();
        long count = 0;
        double fastest = double.PositiveInfinity;
        for (double before = 0; before < 1000 * Seconds; count++)
        {
            resampler.Resize(source, side, side, destination);
            double after = watch.Elapsed.TotalMilliseconds;
            fastest = Math.Min(fastest, after - before);
            before = after;
        }

        return (count, fastest);
    }
}
