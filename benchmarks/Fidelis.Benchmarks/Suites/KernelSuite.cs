using BenchmarkDotNet.Attributes;

namespace Fidelis.Benchmarks.Suites;

/// <summary>Kernels of one kind, each of which is measured by itself.</summary>
public abstract class KernelSuite
{
    private Action run = () => { };

    /// <summary>Gets the kernels.</summary>
    public abstract IEnumerable<Kernel> Kernels { get; }

    /// <summary>Gets or sets the kernel that is measured.</summary>
    [ParamsSource(nameof(Kernels))]
    public Kernel Kernel { get; set; } = null!;

    /// <summary>Makes the operands.</summary>
    [GlobalSetup]
    public void Prepare() => run = Kernel.Prepare();

    /// <summary>Computes once.</summary>
    [Benchmark]
    public void Run() => run();

    /// <summary>Lets the operands go, which the next kernel may need the memory of.</summary>
    [GlobalCleanup]
    public void Release() => run = () => { };
}
