using System.Text.Json;
using Fidelis.Networks.Architectures;
using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Layers;
using Fidelis.Networks.Losses;
using Fidelis.Networks.Training;
using Fidelis.Testing;

namespace Fidelis.Networks.Tests.Architectures;

/// <summary>
/// Both networks, tensor by tensor, against PyTorch in float64 (<c>reference/scripts/networks.py</c>). Dropout is off: its masks are each library's own.
/// </summary>
public sealed class PyTorchGoldenTests
{
    private const int Classes = 4;
    private const int Batch = 6;
    private const int Size = 32;
    private const double LearningRate = 0.0003;

    [Theory]
    [InlineData("biocnn-1")]
    [InlineData("biocnn-2")]
    public void Infer_GivenWeights_EqualsPyTorch(string id)
    {
        Float32Products.Require();
        LayeredNetwork network = Create(id);
        JsonElement golden = Golden.Load("networks", id).GetProperty("inference");
        IReadOnlyDictionary<string, Tensor> layers = network.Infer(Images(1).Images, [network.DefaultFeatureLayer, "global_average_pooling2d", "dense"]);

        // Float32 through four to twelve convolutions of up to 1,152 terms: about 1e-6 of the largest values.
        NumericAssert.Close(golden.GetProperty("features").Doubles(), Summary(layers[network.DefaultFeatureLayer]), 2e-5, 2e-5);
        NumericAssert.Close(golden.GetProperty("probabilities").Doubles(), Doubles(layers["dense"].Data), 5e-6);
        float[] pooled = layers["global_average_pooling2d"].Data;
        double[] first = [.. Enumerable.Range(0, Batch).SelectMany(i => Doubles(pooled.AsSpan(i * (pooled.Length / Batch), 16).ToArray()))];
        NumericAssert.Close(golden.GetProperty("pooled").Doubles(), first, 5e-6, 2e-5);
    }

    [Theory]
    [InlineData("biocnn-1")]
    [InlineData("biocnn-2")]
    public void Gradients_GivenWeights_EqualPyTorch(string id)
    {
        LayeredNetwork network = Create(id);
        JsonElement[] golden = [.. Golden.Load("networks", id).GetProperty("gradients").EnumerateArray()];
        (Tensor images, int[] labels) = Images(Golden.Load("networks", id).GetProperty("seed").GetUInt32());
        using Tape tape = new(new TensorPool());
        ForwardPass pass = new(tape, new Numerics.Randomness.Xoshiro256(1));
        Variable loss = SoftmaxCrossEntropy.Apply(network.Logits(tape.Constant(images), pass), labels);
        Parameter[] trained = [.. network.Parameters.Where(p => p.IsTrained)];
        IReadOnlyList<Variable> gradients = tape.Gradients(loss, Array.ConvertAll(trained, pass.VariableOf));
        for (int i = 0; i < trained.Length; i++)
        {
            double[] expected = golden[i].Doubles();
            double[] actual = Summary(gradients[i].Value);

            // A convolution's bias is undone by the normalisation behind it: its gradient is zero, and what is left of it here is
            // the rounding of a sum of some thousand gradients of up to 0.1.
            double tolerance = expected[0] < 1e-12 ? 2e-5 : 1e-4 * expected[0];
            NumericAssert.Close(expected, actual, tolerance);
        }
    }

    [Theory]
    [InlineData("biocnn-1")]
    [InlineData("biocnn-2")]
    public void Step_ThreeTimes_EqualsPyTorch(string id)
    {
        LayeredNetwork network = Create(id);
        JsonElement golden = Golden.Load("networks", id);
        ClassifierTrainer trainer = new(network, LearningRate, seed: 1);
        uint seed = golden.GetProperty("seed").GetUInt32();
        double tolerance = 1e-5;
        foreach (JsonElement expected in golden.GetProperty("steps").EnumerateArray())
        {
            (Tensor images, int[] labels) = Images(seed++);
            TrainingStep step = trainer.Step(images, labels);
            NumericAssert.Close(expected.GetProperty("loss").GetDouble(), step.MeanLoss, 0, tolerance);
            Assert.Equal(expected.GetProperty("correct").GetInt32(), step.CorrectCount);

            // The first batch keeps away from the kinks of the rectifiers. In a later one a value may round to the other side of zero,
            // which was seen to move the next loss of so small a batch by 3e-4.
            tolerance = 1e-3;
        }

        JsonElement[] after = [.. golden.GetProperty("after").EnumerateArray()];
        for (int i = 0; i < network.Parameters.Count; i++)
        {
            Parameter parameter = network.Parameters[i];
            double[] expected = after[i].Doubles();
            double[] actual = Summary(parameter.Value);

            // Adam divides a gradient by its own size. Where that is all rounding, as for a convolution's bias, each step may be anything
            // up to the learning rate; three of them move a running mean by at most 9 * 0.0003 * 0.01. Any other single weight may have such
            // a gradient too, but not many: the root mean square keeps to a fiftieth of the three steps.
            double single = 3 * LearningRate;
            double each = parameter.Name switch
            {
                string name when name.StartsWith("conv2d") && name.EndsWith(".bias") => single,
                string name when name.EndsWith(".running_mean") => 5e-5,
                _ => single / 50,
            };
            NumericAssert.Close(expected.AsSpan(2), actual.AsSpan(2), single, 1e-4);
            NumericAssert.Close(expected.AsSpan(0, 2), actual.AsSpan(0, 2), each * Math.Sqrt(parameter.Value.Length), 1e-4);
        }
    }

    private static LayeredNetwork Create(string id)
    {
        InputShape input = new(Size, Size, 3);
        string[] classes = ["a", "b", "c", "d"];
        LayeredNetwork network = id == "biocnn-1"
            ? new BioCnn1().Create(input, classes, seed: 1, dropout: 0)
            : ArchitectureCatalog.Find(id).Create(input, classes, seed: 1);
        GoldenWeights.Fill(network);
        return network;
    }

    private static (Tensor Images, int[] Labels) Images(uint seed) => (
        new Tensor(Lcg.Floats(seed, Batch * Size * Size * 3, 2, -1), Batch, Size, Size, 3),
        [.. Enumerable.Range(0, Batch).Select(i => ((int)seed + (3 * i)) % Classes)]);

    /// <summary>Norm, product with generated numbers, and the first four values.</summary>
    private static double[] Summary(Tensor tensor) => [.. GoldenWeights.Summary(tensor), .. Doubles([.. tensor.Data.Take(4)])];

    private static double[] Doubles(float[] values) => Array.ConvertAll(values, v => (double)v);
}
