using Fidelis.Networks.Architectures;
using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Layers;
using Fidelis.Networks.Training;
using Fidelis.Numerics.Kernels;
using Fidelis.Numerics.Threading;
using Fidelis.Testing;

namespace Fidelis.Networks.Tests.Training;

/// <summary>These tests change the number of threads of the process, so they run alone.</summary>
[CollectionDefinition(nameof(ClassifierTrainerTests), DisableParallelization = true)]
[Collection(nameof(ClassifierTrainerTests))]
public sealed class ClassifierTrainerTests : IDisposable
{
    private readonly int threads = Parallelism.ThreadCount;

    public static TheoryData<string> Architectures => [.. ArchitectureCatalog.All.Select(a => a.Id)];

    public void Dispose() => Parallelism.ThreadCount = threads;

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Step_AnyThreadCount_GivesTheSameBits(string id)
    {
        float[] one = WeightsAfterThreeSteps(id, seed: 5, threadCount: 1);
        Assert.Equal(one, WeightsAfterThreeSteps(id, seed: 5, threadCount: 1));
        Assert.Equal(one, WeightsAfterThreeSteps(id, seed: 5, threadCount: 2));
        Assert.Equal(one, WeightsAfterThreeSteps(id, seed: 5, threadCount: 3));
        Assert.NotEqual(one, WeightsAfterThreeSteps(id, seed: 6, threadCount: 1));
    }

    // Tiles of bfloat16 round otherwise; the tests of the kernels hold them to their bound.
    [Theory]
    [MemberData(nameof(Architectures))]
    public void Step_EveryFloat32InstructionSet_GivesTheSameBits(string id)
    {
        try
        {
            InstructionSets.Force("portable");
            float[] expected = WeightsAfterThreeSteps(id, seed: 5, threadCount: 2);
            foreach (InstructionSet set in InstructionSets.Available.Where(set => set.Name != "amx"))
            {
                InstructionSets.Force(set.Name);
                Assert.Equal(expected, WeightsAfterThreeSteps(id, seed: 5, threadCount: 2));
            }
        }
        finally
        {
            InstructionSets.Force(InstructionSets.Automatic);
        }
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Infer_AnyThreadCount_GivesTheSameBits(string id)
    {
        LayeredNetwork network = ArchitectureCatalog.Find(id).Create(new InputShape(32, 32, 3), ["a", "b"], 1);
        Tensor images = Batch(9, 32).Images;
        Parallelism.ThreadCount = 1;
        float[] one = network.Infer(images, [network.DefaultFeatureLayer])[network.DefaultFeatureLayer].Data;
        Parallelism.ThreadCount = 2;
        Assert.Equal(one, network.Infer(images, [network.DefaultFeatureLayer])[network.DefaultFeatureLayer].Data);
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Step_TinySet_IsLearnedByHeart(string id)
    {
        LayeredNetwork network = ArchitectureCatalog.Find(id).Create(new InputShape(16, 16, 3), ["a", "b"], 1);
        ClassifierTrainer trainer = new(network, 0.003, 2);
        (Tensor images, int[] labels) = Batch(8, 16);
        TrainingStep first = trainer.Step(images, labels);
        TrainingStep last = first;
        for (int i = 0; i < 40; i++)
        {
            last = trainer.Step(images, labels);
        }

        // Random labels of random images: only the weights can hold them.
        Assert.True(last.MeanLoss < 0.02, $"The loss began at {first.MeanLoss} and ended at {last.MeanLoss}.");
        Assert.Equal(8, last.CorrectCount);
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Step_FromACopyOfTheState_TakesTheSameSteps(string id)
    {
        (Tensor images, int[] labels) = Batch(8, 16);
        LayeredNetwork one = ArchitectureCatalog.Find(id).Create(new InputShape(16, 16, 3), ["a", "b"], 1);
        ClassifierTrainer trainer = new(one, 0.003, 2);
        trainer.Step(images, labels);
        trainer.Step(images, labels);

        LayeredNetwork other = ArchitectureCatalog.Find(id).Create(new InputShape(16, 16, 3), ["a", "b"], 9);
        ClassifierTrainer copy = new(other, 0.003, 2) { StepCount = trainer.StepCount, DropoutState = trainer.DropoutState };
        other.RestoreWeights(one.SnapshotWeights());
        foreach ((Parameter to, Parameter from) in copy.OptimizerState.Zip(trainer.OptimizerState))
        {
            Assert.Equal(to.Name, from.Name);
            from.Value.Data.CopyTo(to.Value.Data, 0);
        }

        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(trainer.Step(images, labels), copy.Step(images, labels));
        }

        Assert.All(one.Parameters.Zip(other.Parameters), pair => Assert.Equal(pair.First.Value.Data, pair.Second.Value.Data));
    }

    [Fact]
    public void Step_AfterTheFirst_AllocatesNoTensors()
    {
        Parallelism.ThreadCount = 1;
        LayeredNetwork network = new BioCnn2().Create(new InputShape(32, 32, 3), ["a", "b"], 1);
        ClassifierTrainer trainer = new(network, 0.003, 2);
        (Tensor images, int[] labels) = Batch(8, 32);
        trainer.Step(images, labels);
        long before = GC.GetAllocatedBytesForCurrentThread();
        trainer.Step(images, labels);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        // The activations of one image and step are about 5 MB, those of this batch 40 MB: a single tensor of the first block has 1 MB.
        Assert.InRange(allocated, 0, 4_000_000);
    }

    [Fact]
    public void Step_SmallerLastBatch_IsTaken()
    {
        LayeredNetwork network = new BioCnn1().Create(new InputShape(16, 16, 3), ["a", "b"], 1);
        ClassifierTrainer trainer = new(network, 0.003, 2);
        foreach (int count in (int[])[4, 1, 4])
        {
            (Tensor images, int[] labels) = Batch(count, 16);
            Assert.True(double.IsFinite(trainer.Step(images, labels).MeanLoss));
        }

        Assert.All(network.Parameters, p => Assert.All(p.Value.Data, v => Assert.True(float.IsFinite(v), p.Name)));
    }

    [Fact]
    public void RestoreWeights_AfterSteps_GivesTheEarlierOutputs()
    {
        LayeredNetwork network = new BioCnn1().Create(new InputShape(16, 16, 3), ["a", "b"], 1);
        (Tensor images, int[] labels) = Batch(4, 16);
        float[] before = network.Infer(images, ["dense"])["dense"].Data;
        WeightSnapshot snapshot = network.SnapshotWeights();
        ClassifierTrainer trainer = new(network, 0.003, 2);
        trainer.Step(images, labels);
        Assert.NotEqual(before, network.Infer(images, ["dense"])["dense"].Data);
        network.RestoreWeights(snapshot);
        Assert.Equal(before, network.Infer(images, ["dense"])["dense"].Data);
    }

    private static float[] WeightsAfterThreeSteps(string id, ulong seed, int threadCount)
    {
        Parallelism.ThreadCount = threadCount;
        LayeredNetwork network = ArchitectureCatalog.Find(id).Create(new InputShape(32, 32, 3), ["a", "b"], seed);
        ClassifierTrainer trainer = new(network, 0.003, seed);
        (Tensor images, int[] labels) = Batch(9, 32);
        for (int i = 0; i < 3; i++)
        {
            trainer.Step(images, labels);
        }

        return [.. network.Parameters.SelectMany(p => p.Value.Data)];
    }

    private static (Tensor Images, int[] Labels) Batch(int count, int size) => (
        new Tensor(Array.ConvertAll(Lcg.Values(3, count * size * size * 3, 2, -1), v => (float)v), count, size, size, 3),
        [.. Lcg.Values(4, count).Select(u => u < 0.5 ? 0 : 1)]);
}
