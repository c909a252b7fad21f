using System.Collections.Concurrent;
using System.Diagnostics;
using Fidelis.Images;
using Fidelis.Networks.Architectures;
using Fidelis.Numerics.Threading;
using Fidelis.Preprocessing;

namespace Fidelis.Benchmarks;

/// <summary>Reads, decodes and resizes a set of images as an extraction does, without a network behind it.</summary>
internal sealed class PipelineBenchmark
{
    private readonly IPreprocessing preprocessing;
    private readonly ConcurrentBag<float[]> free = [];
    private readonly IReadOnlyList<ImageEntry> entries;
    private readonly InputShape input;

    public PipelineBenchmark(string source, int side, string protocol)
    {
        preprocessing = PreprocessingCatalog.Find(protocol);
        entries = ImageSources.Open(source).Entries;
        input = new InputShape(side, side, 3);
    }

    /// <summary>Measures one pass with so many workers.</summary>
    /// <returns>Images per second, the processor's milliseconds for each image, and the bytes that each makes the runtime allocate.</returns>
    public (double Rate, double ProcessorMilliseconds, double AllocatedBytes) Measure(int workers)
    {
        Parallelism.ThreadCount = workers;
        long slot = (long)input.Height * input.Width * input.Channels;
        long allocated = GC.GetTotalAllocatedBytes();
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        Stopwatch watch = Stopwatch.StartNew();
        int count = 0;
        foreach (ProcessedImage<float[]> image in ImagePipeline.Process(entries, (_, pixels) => Write(pixels, slot), (_, _) => slot * sizeof(float)))
        {
            free.Add(image.Result);
            count++;
        }

        return (
            count / watch.Elapsed.TotalSeconds,
            (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds / count,
            (double)(GC.GetTotalAllocatedBytes() - allocated) / count);
    }

    private float[] Write(Imaging.Pixels.PixelImage pixels, long slot)
    {
        float[] values = free.TryTake(out float[]? used) ? used : new float[slot];
        preprocessing.Write(pixels, input, Fit.Squash, values);
        return values;
    }
}
