using System.Diagnostics;
using Fidelis.Networks.Architectures;
using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Inference;
using Fidelis.Numerics.Kernels;
using Fidelis.Numerics.Threading;
using Fidelis.Onnx.Model;
using Fidelis.Onnx.Sessions;

namespace Fidelis.Benchmarks;

/// <summary>Runs one of our networks, or ONNX Runtime, over one generated batch again and again.</summary>
internal sealed class InferenceBenchmark
{
    private const int WarmUpRuns = 2;

    private readonly Action run;
    private readonly int batch;

    private InferenceBenchmark(Action run, int batch)
    {
        this.run = run;
        this.batch = batch;
    }

    /// <summary>Prepares one of our networks, with random weights.</summary>
    public static InferenceBenchmark OfNetwork(string architecture, int batch, ProductPrecision precision)
    {
        LayeredNetwork network = architecture == InceptionV3.Id ? InceptionV3.Create() : Create(ArchitectureCatalog.Find(architecture));
        Random random = new(3);
        if (architecture == InceptionV3.Id)
        {
            // Weights of zero until they are set: true ones keep the activations alive.
            foreach (Networks.Layers.Parameter parameter in network.Parameters)
            {
                float limit = parameter.Value.Rank > 1 ? 2f / MathF.Sqrt(parameter.Value.Length / parameter.Value.Shape[0]) : 0.5f;
                float shift = parameter.Value.Rank > 1 ? 0 : 1;
                Fill(parameter.Value, () => shift + (((random.NextSingle() * 2) - 1) * limit));
            }
        }

        Tensor images = new(batch, network.Input.Height, network.Input.Width, network.Input.Channels);
        Fill(images, () => (random.NextSingle() * 2) - 1);
        IInference inference = network.Prepare([network.DefaultFeatureLayer, network.ProbabilityLayer], precision);
        return new InferenceBenchmark(() => inference.Run(images), batch);
    }

    /// <summary>Prepares an ONNX file in the bare runtime: all of its outputs, of images of the size that it declares.</summary>
    public static InferenceBenchmark OfRuntime(string path, int batch)
    {
        OnnxModel model = OnnxModel.Load(path);
        OnnxSession session = new(model, [.. model.Graph.Outputs.Select(output => output.Name)], Parallelism.ThreadCount);
        long[] shape = [batch, .. model.Graph.Inputs[0].Shape!.Skip(1)];
        Random random = new(3);
        float[] images = [.. Enumerable.Range(0, (int)shape.Aggregate((product, size) => product * size)).Select(_ => (random.NextSingle() * 2) - 1)];
        return new InferenceBenchmark(() => session.Run<float>(images, shape).Dispose(), batch);
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
            run();
        }

        List<double> runs = [];
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        long allocated = GC.GetTotalAllocatedBytes();
        Stopwatch watch = Stopwatch.StartNew();
        for (double before = 0; before < seconds;)
        {
            run();
            double after = watch.Elapsed.TotalSeconds;
            runs.Add(after - before);
            before = after;
        }

        processor = Environment.CpuUsage.TotalTime - processor;
        allocated = GC.GetTotalAllocatedBytes() - allocated;
        runs.Sort();
        return (batch / runs[runs.Count / 2], processor.TotalMilliseconds / runs.Count / batch, allocated / 1024.0 / runs.Count);
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
