using System.Diagnostics;
using System.Globalization;
using Fidelis.Features;
using Fidelis.Images;
using Fidelis.Networks.Architectures;
using Fidelis.Numerics.Threading;
using Fidelis.Onnx.Sessions;
using Fidelis.Registry;

namespace Fidelis.Benchmarks;

/// <summary>What an extraction by an ONNX file costs, beside the bare runtime and beside decoding and resizing, by the processor time of all threads.</summary>
internal sealed class ExtractionBenchmark
{
    private readonly string path;
    private readonly int batch;
    private readonly ImageSource source;
    private readonly RegisteredModel model;
    private readonly FeatureExtractor extractor;
    private readonly PipelineBenchmark pipeline;
    private readonly float[] images;
    private readonly long[] shape;

    public ExtractionBenchmark(string path, string source, string protocol, int batch)
    {
        this.path = path;
        this.batch = batch;
        this.source = ImageSources.Open(source);
        model = OnnxModels.Open(path, layer: null);
        extractor = new FeatureExtractor(model, new ExtractionOptions { Protocol = protocol, BatchSize = batch });
        InputShape input = model.Network.Input;
        pipeline = new PipelineBenchmark(source, input.Height, protocol);
        shape = [batch, .. ((OnnxNetwork)model.Network).DeclaredInput.Shape!.Skip(1)];
        images = new float[batch * input.Height * input.Width * input.Channels];
        Random random = new(3);
        foreach (ref float value in images.AsSpan())
        {
            value = (random.NextSingle() * 2) - 1;
        }
    }

    /// <summary>Measures all parts in turn, so often, and prints the median of each.</summary>
    public void Print(int rounds)
    {
        extractor.Extract(source);
        double[][] measured = [.. Enumerable.Range(0, rounds).Select(_ => Measure())];
        string[] parts = ["opening the model", "session of the runtime", "runtime alone", "decoding and resizing alone", "extraction with its session"];
        for (int i = 0; i < parts.Length; i++)
        {
            Print(parts[i], Median(measured.Select(round => round[i])), "ms");
        }

        Print("extraction over session, runtime and decoding", Median(measured.Select(round => round[4] / (round[1] + round[2] + round[3]))), "");
        Print("share of the time that the network waits", Median(measured.Select(round => round[5])), "");
    }

    private static void Print(string part, double value, string unit) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{part,-48} {value:F3} {unit}"));

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    private static double Spent(Action action)
    {
        TimeSpan before = Environment.CpuUsage.TotalTime;
        action();
        return (Environment.CpuUsage.TotalTime - before).TotalMilliseconds;
    }

    private double[] Measure()
    {
        double opening = Spent(() => OnnxModels.Open(path, layer: null));
        OnnxSession? session = null;
        double creation = Spent(() => session = new OnnxSession(
            ((OnnxNetwork)model.Network).Model, [extractor.Layer.Name, model.Network.ProbabilityLayer], Parallelism.ThreadCount));
        using OnnxSession ready = session!;
        double network = Spent(() => Run(ready));
        double decoding = Spent(() => pipeline.Measure(Parallelism.ThreadCount));
        double extraction = Spent(() => extractor.Extract(source));
        return [opening, creation, network, decoding, extraction, Waiting(ready)];
    }

    /// <summary>Finds the share of the time, by the clock, in which no picture was ready for the network, from its first batch on.</summary>
    private double Waiting(OnnxSession session)
    {
        using IEnumerator<float[]> pictures = pipeline.Images(2 * batch).GetEnumerator();
        TimeSpan waited = TimeSpan.Zero;
        Stopwatch whole = new();
        Stopwatch step = new();
        int ready = 0;
        while (pictures.MoveNext())
        {
            waited += step.Elapsed;
            if (++ready == batch)
            {
                whole.Start();
                session.Run<float>(images, shape).Dispose();
                ready = 0;
            }

            step = whole.IsRunning ? Stopwatch.StartNew() : step;
        }

        return waited / whole.Elapsed;
    }

    private void Run(OnnxSession session)
    {
        for (int left = source.Entries.Count; left > 0; left -= batch)
        {
            int count = Math.Min(batch, left);
            session.Run<float>(images.AsSpan(0, images.Length / batch * count), [count, .. shape.Skip(1)]).Dispose();
        }
    }
}
