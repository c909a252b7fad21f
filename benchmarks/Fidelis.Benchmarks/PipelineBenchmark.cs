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
        long allocated = GC.GetTotalAllocatedBytes();
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        Stopwatch watch = Stopwatch.StartNew();
        int count = 0;
        foreach (float[] image in Images(waitingCount: int.MaxValue))
        {
            free.Add(image);
            count++;
        }

        return (
            count / watch.Elapsed.TotalSeconds,
            (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds / count,
            (double)(GC.GetTotalAllocatedBytes() - allocated) / count);
    }

    /// <summary>Gives the images as a network takes them, made by other threads ahead of whoever asks.</summary>
    /// <param name="waitingCount">So many at most are made ahead.</param>
    public IEnumerable<float[]> Images(int waitingCount)
    {
        long slotBytes = (long)input.Height * input.Width * input.Channels * sizeof(float);
        PipelineOptions options = new() { WaitingCount = waitingCount };
        return ImagePipeline.Process(entries, (_, pixels) => Write(pixels), (_, _) => slotBytes, options).Select(image => image.Result);
    }

    private float[] Write(Imaging.Pixels.PixelImage pixels)
    {
        float[] values = free.TryTake(out float[]? used) ? used : new float[input.Height * input.Width * input.Channels];
        preprocessing.Write(pixels, input, Fit.Squash, values);
        return values;
    }
}
