using Fidelis.Networks.Architectures;
using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Inference;
using Fidelis.Networks.Training;
using Fidelis.Numerics.Kernels;
using Fidelis.Numerics.Threading;

namespace Fidelis.Networks.Tests.Inference;

/// <summary>What is allocated is counted over all threads, so that no other test may run beside these.</summary>
[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
[Collection(nameof(AllocationTests))]
public sealed class AllocationTests : IDisposable
{
    // Runs before memory is counted: both threads have then had every piece of scratch memory that they ever need at once.
    private const int WarmRuns = 4;

    private const int Runs = 4;

    // A thread that the system held back in every run so far may still need a first piece of its own. A steady state has no such rounds
    // in a row; what every run allocates is in all of them.
    private const int Rounds = 60;

    private readonly int threads = Parallelism.ThreadCount;

    // The more threads there are, the later the last of them takes part for the first time.
    public AllocationTests() => Parallelism.ThreadCount = 2;

    public static TheoryData<string> Architectures => [.. ArchitectureCatalog.All.Select(a => a.Id)];

    public void Dispose() => Parallelism.ThreadCount = threads;

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Run_WarmBatch_AllocatesNothing(string id)
    {
        LayeredNetwork network = ArchitectureCatalog.Find(id).Create(new InputShape(32, 32, 3), ["a", "b"], 1);
        foreach (ProductPrecision precision in Enum.GetValues<ProductPrecision>())
        {
            AssertAllocatesNothing(network, [network.DefaultFeatureLayer, network.ProbabilityLayer], new Tensor(8, 32, 32, 3), precision);
        }
    }

    [Fact]
    public void Run_WarmBatchOfInception_AllocatesNothing()
    {
        LayeredNetwork network = InceptionV3.Create();
        AssertAllocatesNothing(network, [network.DefaultFeatureLayer, network.ProbabilityLayer], new Tensor(1, 299, 299, 3), ProductPrecision.Exact);
    }

    /// <summary>
    /// A step leaves its tape, with the variables, shapes and rules of each operator, numbers for each channel and the engines of gradients, no tensor:
    /// 80 KB for BioCNN-1, 210 KB for BioCNN-2 and 280 KB for ResNet-S, whose images take 98 KB here and their layers many times as much.
    /// </summary>
    [Theory]
    [MemberData(nameof(Architectures))]
    public void Step_Warm_AllocatesLittle(string id)
    {
        LayeredNetwork network = ArchitectureCatalog.Find(id).Create(new InputShape(32, 32, 3), ["a", "b"], 1);
        ClassifierTrainer trainer = new(network, 0.001, 1);
        Tensor images = new(8, 32, 32, 3);
        int[] labels = new int[8];
        const int Little = 384 << 10;
        Assert.InRange(LeastBytes(() => trainer.Step(images, labels), Little), 0, Little);
    }

    private static void AssertAllocatesNothing(LayeredNetwork network, string[] layers, Tensor images, ProductPrecision precision)
    {
        IInference inference = network.Prepare(layers, precision);
        Assert.Equal(0, LeastBytes(() => inference.Run(images), enough: 0));
    }

    /// <summary>Finds the least that a run allocates, or what is no more than enough.</summary>
    private static long LeastBytes(Action run, long enough)
    {
        Repeat(WarmRuns);
        long least = long.MaxValue;
        for (int round = 0; round < Rounds && least > enough * Runs; round++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            Repeat(Runs);
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        return least / Runs;

        void Repeat(int count)
        {
            for (int i = 0; i < count; i++)
            {
                run();
            }
        }
    }
}
