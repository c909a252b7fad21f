using System.Globalization;
using Fidelis.Benchmarks;
using Fidelis.Numerics.Threading;

// Each measurement prints its numbers and ends, so that a script can run the peers in between.
CultureInfo culture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["resampling" or "preprocessing", var name, var from, var to, var workers]:
        Func<string, int, int, ResamplingBenchmark> create = args[0] == "resampling" ? ResamplingBenchmark.OfKernel : ResamplingBenchmark.OfProtocol;
        ResamplingBenchmark resampling = create(name, int.Parse(from, culture), int.Parse(to, culture));
        (double rate, double fastest) = resampling.Measure(int.Parse(workers, culture));
        Console.WriteLine(string.Create(culture, $"{rate:F1} {fastest:F4}"));
        return 0;
    case ["training", var architecture, var batch, var threads, var seconds]:
        Parallelism.ThreadCount = int.Parse(threads, culture);
        TrainingBenchmark training = new(architecture, int.Parse(batch, culture));
        (double images, double processor, double allocated) = training.Measure(double.Parse(seconds, culture));
        Console.WriteLine(string.Create(culture, $"{images:F1} {processor:F1} {allocated:F0}"));
        return 0;
    case ["inference", var network, var batch, var threads, var seconds]:
        Parallelism.ThreadCount = int.Parse(threads, culture);
        (double inferred, double busy, double left) = (network.EndsWith(".onnx", StringComparison.Ordinal)
            ? InferenceBenchmark.OfRuntime(network, int.Parse(batch, culture))
            : InferenceBenchmark.OfNetwork(network, int.Parse(batch, culture))).Measure(double.Parse(seconds, culture));
        Console.WriteLine(string.Create(culture, $"{inferred:F2} {busy:F2} {left:F0}"));
        return 0;
    case ["operators", var architecture, var batch, var threads]:
        Parallelism.ThreadCount = int.Parse(threads, culture);
        new OperatorProfile(architecture, int.Parse(batch, culture)).Print();
        return 0;
    case ["pipeline", var source, var side, var workers]:
        (double imageRate, double imageProcessor, double imageAllocated) = new PipelineBenchmark(source, int.Parse(side, culture), "native").Measure(int.Parse(workers, culture));
        Console.WriteLine(string.Create(culture, $"{imageRate:F1} {imageProcessor:F3} {imageAllocated:F0}"));
        return 0;
    case ["extraction", var file, var source, var protocol, var batch, var threads, var rounds]:
        Parallelism.ThreadCount = int.Parse(threads, culture);
        new ExtractionBenchmark(file, source, protocol, int.Parse(batch, culture)).Print(int.Parse(rounds, culture));
        return 0;
    case ["similarity", var metric, var convention, var side]:
        Console.WriteLine(string.Create(culture, $"{new SimilarityBenchmark(metric, convention, int.Parse(side, culture)).Measure():F4}"));
        return 0;
    case ["headers", var source]:
        Console.WriteLine(string.Create(culture, $"{HeaderBenchmark.Measure(source):F0}"));
        return 0;
    default:
        Console.Error.WriteLine("Fidelis.Benchmarks resampling KERNEL FROM TO WORKERS         pictures/s, milliseconds of the fastest");
        Console.Error.WriteLine("Fidelis.Benchmarks preprocessing PROTOCOL FROM TO WORKERS    the same, with the scaling");
        Console.Error.WriteLine("Fidelis.Benchmarks training NETWORK BATCH THREADS SECONDS    images/s, processor ms and allocated KiB of a step");
        Console.Error.WriteLine("Fidelis.Benchmarks inference NETWORK|FILE.onnx BATCH THREADS SECONDS   images/s, processor ms of an image and allocated KiB of a batch; a file in ONNX Runtime");
        Console.Error.WriteLine("Fidelis.Benchmarks operators NETWORK BATCH THREADS           processor ms of a step by operator");
        Console.Error.WriteLine("Fidelis.Benchmarks pipeline SOURCE SIDE WORKERS              images/s, processor ms and allocated bytes of an image");
        Console.Error.WriteLine("Fidelis.Benchmarks extraction FILE.onnx SOURCE PROTOCOL BATCH THREADS ROUNDS   processor ms of an extraction and of its parts alone");
        Console.Error.WriteLine("Fidelis.Benchmarks similarity METRIC CONVENTION SIDE         milliseconds of a pair");
        Console.Error.WriteLine("Fidelis.Benchmarks headers SOURCE                            images/s");
        return 2;
}
