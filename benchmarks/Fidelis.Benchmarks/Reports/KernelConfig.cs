using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;
using BenchmarkDotNet.Validators;
using Perfolizer.Horology;

namespace Fidelis.Benchmarks.Reports;

/// <summary>How kernels are measured and reported.</summary>
internal static class KernelConfig
{
    private const int FewestIterations = 5;
    private const int MostIterations = 15;
    private const double IterationMilliseconds = 12;

    /// <summary>Creates the configuration.</summary>
    /// <remarks>
    /// All in this process: the peak is measured beside each kernel, and the instruction set is a choice within it. The fastest iteration counts, so
    /// that short ones, which nothing interrupts, say more than long ones; where they differ much there are more of them.
    /// </remarks>
    public static IConfig Create() => ManualConfig.CreateEmpty()
        .AddJob(Job.Default
            .WithToolchain(InProcessNoEmitToolchain.Instance)
            .WithWarmupCount(3)
            .WithMinIterationCount(FewestIterations)
            .WithMaxIterationCount(MostIterations)
            .WithIterationTime(TimeInterval.FromMilliseconds(IterationMilliseconds)))
        .AddLogger(ConsoleLogger.Default)
        .AddColumn([.. KernelColumn.All])
        .AddExporter(MarkdownExporter.GitHub, new KernelExporter())
        .AddValidator(JitOptimizationsValidator.FailOnError)
        .WithOrderer(new DeclaredOrder())
        .WithSummaryStyle(SummaryStyle.Default)
        .WithOptions(ConfigOptions.JoinSummary | ConfigOptions.DisableLogFile);
}
