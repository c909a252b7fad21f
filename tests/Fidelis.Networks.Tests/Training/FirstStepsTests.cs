using System.Text.Json;
using Fidelis.Networks.Architectures;
using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Layers;
using Fidelis.Networks.Training;
using Fidelis.Numerics.Kernels;
using Fidelis.Numerics.Kernels.Tiles;
using Fidelis.Testing;

namespace Fidelis.Networks.Tests.Training;

/// <summary>The first 20 steps of training, each on its own batch of 64 pictures, against PyTorch (<c>reference/scripts/first_steps.py</c>).</summary>
/// <remarks>These tests choose the kernels of the process, so they run alone.</remarks>
[CollectionDefinition(nameof(FirstStepsTests), DisableParallelization = true)]
[Collection(nameof(FirstStepsTests))]
public sealed class FirstStepsTests
{
    private const int Classes = 4;
    private const int Batch = 64;
    private const int Size = 32;

    private static readonly float[] Texture = Lcg.Floats(99, Size * Size * 3);

    [Theory]
    [InlineData("biocnn-1", "biocnn-1")]
    [InlineData("biocnn-1", "biocnn-1-dropout")]
    [InlineData("biocnn-2", "biocnn-2")]
    public void Step_TwentyTimes_FollowsPyTorch(string id, string name)
    {
        Float32Products.Require();
        JsonElement golden = Golden.Load("first-steps", name);
        (LayeredNetwork network, ClassifierTrainer trainer, double[] losses) = TakeSteps(golden, id);

        // The rounding of float32, which the steps amplify: PyTorch's own float32 strays by up to 8.5e-5 from its float64.
        NumericAssert.Close(golden.GetProperty("losses").Doubles(), losses, 0, 1e-4);
        NumericAssert.Close(golden.GetProperty("lossesOfFloat32").Doubles(), losses, 0, 1e-4);

        Parameter[] trained = [.. network.Parameters.Where(p => p.IsTrained)];
        Assert.Equal(losses.Length, trainer.StepCount);
        Compare(golden, "parameters", trained, floor: 1e-4);
        Compare(golden, "running", [.. network.Parameters.Where(p => !p.IsTrained)], floor: 1e-4);

        // A value that rounds to the other side of a rectifier's kink was seen to move a gradient, and with it Adam's means, by 2e-3.
        Compare(golden, "means", [.. trainer.OptimizerState.Take(trained.Length)], floor: 5e-3);
        Compare(golden, "squares", [.. trainer.OptimizerState.Skip(trained.Length)], floor: 5e-3);
    }

    [Theory]
    [InlineData("biocnn-1", "biocnn-1", 1e-4)]
    [InlineData("biocnn-1", "biocnn-1-dropout", 1e-4)]
    [InlineData("biocnn-2", "biocnn-2", 1.5e-4)]
    public void Step_TwentyTimesInTiles_StraysFromPyTorchByTheirErrors(string id, string name, double bound)
    {
        Assert.SkipUnless(new Avx512Tier().IsAvailable, "What is not made of tiles needs AVX-512.");
        KernelTier before = InstructionSets.ActiveTier;
        try
        {
            InstructionSets.Force(AmxTier.TryCreate(new PortableTileKernel(), out _)!);
            JsonElement golden = Golden.Load("first-steps", name);
            NumericAssert.Close(golden.GetProperty("losses").Doubles(), TakeSteps(golden, id).Losses, 0, bound);
        }
        finally
        {
            InstructionSets.Force(before);
        }
    }

    private static (LayeredNetwork Network, ClassifierTrainer Trainer, double[] Losses) TakeSteps(JsonElement golden, string id)
    {
        LayeredNetwork network = Create(id, golden.GetProperty("dropout").GetDouble());
        ClassifierTrainer trainer = new(network, golden.GetProperty("rate").GetDouble(), golden.GetProperty("dropoutSeed").GetUInt64());
        double[] losses = new double[golden.GetProperty("losses").GetArrayLength()];
        for (int step = 0; step < losses.Length; step++)
        {
            (Tensor images, int[] labels) = Pictures((uint)step);
            losses[step] = trainer.Step(images, labels).MeanLoss;
        }

        return (network, trainer, losses);
    }

    /// <summary>Compares tensors of one kind: as far apart as twice what PyTorch's float32 strays from its float64, or the floor.</summary>
    private static void Compare(JsonElement golden, string kind, Parameter[] actual, double floor)
    {
        JsonElement[] expected = [.. golden.GetProperty(kind).EnumerateArray()];
        double[] strays = golden.GetProperty("float32Strays").GetProperty(kind).Doubles();
        double rate = golden.GetProperty("rate").GetDouble();
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < actual.Length; i++)
        {
            double[] values = expected[i].Doubles();

            // A convolution's bias is undone by the normalisation behind it. Its gradient is zero but for rounding, which Adam makes steps
            // of up to the rate of, in any direction: 20 of the bias, and 0.01 (1 + 2 + .. + 20) of a running mean, on either side.
            bool isUndone = actual[i].Name.Contains("conv2d", StringComparison.Ordinal) && actual[i].Name.EndsWith(".bias", StringComparison.Ordinal);
            double each = (kind, isUndone) switch
            {
                ("parameters", true) => 2 * 20 * rate,
                ("running", _) => 2 * 2.1 * rate,
                ("means", true) => 1e-6,
                ("squares", true) => 1e-12,
                _ => 0,
            };
            double stray = isUndone ? 0 : Math.Max(floor, 2 * strays[i]) * values[0];
            NumericAssert.Close(values, GoldenWeights.Summary(actual[i].Value), stray + (each * Math.Sqrt(actual[i].Value.Length)));
        }
    }

    private static LayeredNetwork Create(string id, double dropout)
    {
        InputShape input = new(Size, Size, 3);
        string[] classes = ["a", "b", "c", "d"];
        LayeredNetwork network = id == "biocnn-1"
            ? new BioCnn1().Create(input, classes, seed: 1, dropout)
            : ArchitectureCatalog.Find(id).Create(input, classes, seed: 1);
        GoldenWeights.Fill(network);
        return network;
    }

    private static (Tensor Images, int[] Labels) Pictures(uint step)
    {
        float[] draws = Lcg.Floats(10000 + step, Batch * 8);
        int[] labels = [.. Enumerable.Range(0, Batch).Select(i => ((7 * i) + (int)step) % Classes)];
        Tensor images = new(Batch, Size, Size, 3);
        for (int i = 0; i < Batch; i++)
        {
            Draw(labels[i], Array.ConvertAll(draws[(8 * i)..(8 * (i + 1))], u => (double)u), images.Data.AsSpan(i * Size * Size * 3, Size * Size * 3));
        }

        return (images, labels);
    }

    /// <summary>A disc whose size and colour tell the class, at a random place over a grain that is shifted from picture to picture.</summary>
    private static void Draw(int label, double[] u, Span<float> picture)
    {
        double left = (0.3 + (0.4 * u[0])) * Size;
        double top = (0.3 + (0.4 * u[1])) * Size;
        double radius = (0.15 + (0.05 * label) + (0.1 * u[2])) * Size;
        int shift = 3 * (int)(u[3] * Size * Size);
        double background = 0.6 - (0.2 * u[4]);
        for (int i = 0; i < picture.Length; i++)
        {
            int c = i % 3;
            double x = i / 3 % Size;
            double y = i / 3 / Size;
            double cover = Math.Clamp(2 - (2 * (((x - left) * (x - left)) + ((y - top) * (y - top))) / (radius * radius)), 0, 1);
            double disc = -0.8 + (0.4 * ((label >> (c % 2)) & 1)) + (0.3 * u[5 + c]);
            picture[i] = (float)(background + ((disc - background) * cover) + ((Texture[(i + shift) % Texture.Length] - 0.5) * 0.4));
        }
    }
}
