using System.Diagnostics;
using Fidelis.Networks.Architectures;
using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Training;

namespace Fidelis.Benchmarks;

/// <summary>Trains a network on one generated batch again and again.</summary>
internal sealed class TrainingBenchmark
{
    // Enough for the tensors of a step to be there and for the compiler to have seen every loop.
    private const int WarmUpSteps = 5;

    private readonly ClassifierTrainer trainer;
    private readonly Tensor images;
    private readonly int[] labels;

    public TrainingBenchmark(string architecture, int batch)
    {
        IArchitecture found = ArchitectureCatalog.Find(architecture);
        trainer = new ClassifierTrainer(found.Create(found.DefaultInput, ["a", "b", "c", "d"], seed: 1), found.Defaults.LearningRate, seed: 2);
        Random random = new(3);
        images = new Tensor(batch, found.DefaultInput.Height, found.DefaultInput.Width, found.DefaultInput.Channels);
        foreach (ref float value in images.Data.AsSpan())
        {
            value = (random.NextSingle() * 2) - 1;
        }

        labels = [.. Enumerable.Range(0, batch).Select(i => i % 4)];
    }

    /// <summary>Takes steps for some seconds.</summary>
    /// <returns>
    /// Images per second by the median step, processor milliseconds of all threads for a step, and KiB that a step leaves to the garbage collector.
    /// </returns>
    public (double Rate, double ProcessorMilliseconds, double AllocatedKilobytes) Measure(double seconds)
    {
        for (int i = 0; i < WarmUpSteps; i++)
        {
            trainer.Step(images, labels);
        }

        List<double> steps = [];
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        long allocated = GC.GetTotalAllocatedBytes();
        Stopwatch watch = Stopwatch.StartNew();
        for (double before = 0; before < seconds;)
        {
            trainer.Step(images, labels);
            double after = watch.Elapsed.TotalSeconds;
            steps.Add(after - before);
            before = after;
        }

        processor = Environment.CpuUsage.TotalTime - processor;
        allocated = GC.GetTotalAllocatedBytes() - allocated;
        int count = steps.Count;
        steps.Sort();
        return (labels.Length / steps[count / 2], processor.TotalMilliseconds / count, allocated / 1024.0 / count);
    }
}
