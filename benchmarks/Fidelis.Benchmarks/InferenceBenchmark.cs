using System.Diagnostics;
using Fidelis.Networks.Architectures;
using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Inference;

namespace Fidelis.Benchmarks;

/// <summary>Runs a network over one generated batch again and again.</summary>
internal sealed class InferenceBenchmark
{
    private const int WarmUpRuns = 2;

    private readonly IInference inference;
    private readonly Tensor images;

    public InferenceBenchmark(string architecture, int batch)
    {
        LayeredNetwork network = architecture == InceptionV3.Id ? InceptionV3.Create() : Create(ArchitectureCatalog.Find(architecture));
        Random random = new(3);
        if (architecture == InceptionV3.Id)
        {
            // Weights of zero would be fast: processors skip nothing, but denormal sums are slow and true ones are neither.
            foreach (Networks.Layers.Parameter parameter in network.Parameters)
            {
                float scale = parameter.Value.Rank > 1 ? 2f / MathF.Sqrt(parameter.Value.Length / parameter.Value.Shape[0]) : 1;
                Fill(parameter.Value, () => parameter.Value.Rank > 1 ? (random.NextSingle() - 0.5f) * scale * 2 : 0.5f + random.NextSingle());
            }
        }

        images = new Tensor(batch, network.Input.Height, network.Input.Width, network.Input.Channels);
        Fill(images, () => (random.NextSingle() * 2) - 1);
        inference = network.Prepare([network.DefaultFeatureLayer, network.ProbabilityLayer]);
    }

    /// <summary>Runs for some seconds.</summary>
    /// <returns>
    /// Images per second by the median run, processor milliseconds of all threads for an image, and KiB that a run leaves to the garbage
    /// collector.
    /// </returns>
    public (double Rate, double ProcessorMilliseconds, double AllocatedKilobytes) Measure(double seconds)
    {
        for (int i = 0; i < WarmUpRuns; i++)
        {
            inference.Run(images);
        }

        List<double> runs = [];
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        long allocated = GC.GetTotalAllocatedBytes();
        Stopwatch watch = Stopwatch.StartNew();
        for (double before = 0; before < seconds;)
        {
            inference.Run(images);
            double after = watch.Elapsed.TotalSeconds;
            runs.Add(after - before);
            before = after;
        }

        processor = Environment.CpuUsage.TotalTime - processor;
        allocated = GC.GetTotalAllocatedBytes() - allocated;
        runs.Sort();
        return (images.Shape[0] / runs[runs.Count / 2], processor.TotalMilliseconds / runs.Count / images.Shape[0], allocated / 1024.0 / runs.Count);
    }

    private static LayeredNetwork Create(IArchitecture architecture) => architecture.Create(architecture.DefaultInput, ["a", "b", "c", "d"], seed: 1);

    private static void Fill(Tensor tensor, Func<float> next)
    {
        foreach (ref float value in tensor.Data.AsSpan())
        {
            value = next();
        }
    }
}
