using System.Globalization;
using System.Text.Json;
using BenchmarkDotNet.Running;
using Fidelis.Benchmarks;
using Fidelis.Benchmarks.Reports;
using Fidelis.Benchmarks.Suites;
using Fidelis.Numerics.Kernels;
using Fidelis.Numerics.Threading;

// Each measurement prints its numbers and ends, so that a script can run the peers in between.
CultureInfo culture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["resampling", var name, var from, var to, var workers]:
        ResamplingBenchmark resampling = new(name, int.Parse(from, culture), int.Parse(to, culture));
        (double rate, double fastest) = resampling.Measure(int.Parse(workers, culture));
        Console.WriteLine(string.Create(culture, $"{rate:F1} {fastest:F4}"));
        return 0;
    case ["training", var architecture, var batch, var threads, var seconds]:
        Parallelism.ThreadCount = int.Parse(threads, culture);
        TrainingBenchmark training = new(architecture, int.Parse(batch, culture));
        (double images, double processor, double allocated) = training.Measure(double.Parse(seconds, culture));
        Console.WriteLine(string.Create(culture, $"{images:F1} {processor:F1} {allocated:F0}"));
        return 0;
    case ["inference", var network, var batch, var threads, var seconds, var precision, var instructionSet]:
        Parallelism.ThreadCount = int.Parse(threads, culture);
        InstructionSets.Force(instructionSet);
        (double inferred, double busy, double left) = (network.EndsWith(".onnx", StringComparison.Ordinal)
            ? InferenceBenchmark.OfRuntime(network, int.Parse(batch, culture))
            : InferenceBenchmark.OfNetwork(network, int.Parse(batch, culture), Enum.Parse<ProductPrecision>(precision, ignoreCase: true))).Measure(double.Parse(seconds, culture));
        Console.WriteLine(string.Create(culture, $"{inferred:F2} {busy:F2} {left:F0}"));
        return 0;
    case ["kernels", var threads, .. var options]:
        Parallelism.ThreadCount = int.Parse(threads, culture);
        return BenchmarkSwitcher.FromAssembly(typeof(KernelSuite).Assembly).Run(options, KernelConfig.Create()).Any(summary => summary.Reports.Any(report => !report.Success)) ? 1 : 0;
    case ["machine"]:
        Console.WriteLine(JsonSerializer.Serialize(new { instruction_sets = InstructionSets.Available.Select(set => set.Name) }));
        return 0;
    case ["roofline", var results, var picture]:
        Roofline.Write(results, picture);
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
        Console.Error.WriteLine("Fidelis.Benchmarks training NETWORK BATCH THREADS SECONDS    images/s, processor ms and allocated KiB of a step");
        Console.Error.WriteLine("Fidelis.Benchmarks inference NETWORK|FILE.onnx BATCH THREADS SECONDS exact|fast INSTRUCTION_SET|auto   images/s, processor ms of an image and allocated KiB of a batch; a file in ONNX Runtime");
        Console.Error.WriteLine("Fidelis.Benchmarks kernels THREADS [OPTIONS of BenchmarkDotNet, such as --filter '*Decompositions*']   kernels beside the peak of the machine");
        Console.Error.WriteLine("Fidelis.Benchmarks machine                                  the instruction sets that kernels can be forced to, as JSON");
        Console.Error.WriteLine("Fidelis.Benchmarks roofline RESULTS.json PICTURE.svg         draws the kernels of such a run under the roofs of the machine");
        Console.Error.WriteLine("Fidelis.Benchmarks pipeline SOURCE SIDE WORKERS              images/s, processor ms and allocated bytes of an image");
        Console.Error.WriteLine("Fidelis.Benchmarks extraction FILE.onnx SOURCE PROTOCOL BATCH THREADS ROUNDS   processor ms of an extraction and of its parts alone");
        Console.Error.WriteLine("Fidelis.Benchmarks similarity METRIC CONVENTION SIDE         milliseconds of a pair");
        Console.Error.WriteLine("Fidelis.Benchmarks headers SOURCE                            images/s");
        return 2;
}
