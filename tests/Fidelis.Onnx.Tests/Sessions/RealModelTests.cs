using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Weights.Npz;
using Fidelis.Onnx.Model;
using Fidelis.Onnx.Sessions;
using Fidelis.Testing;

namespace Fidelis.Onnx.Tests.Sessions;

/// <summary>Two real networks against the outputs that ONNX Runtime's own Python binding gave for the same pixels.</summary>
public sealed class RealModelTests
{
    [Theory]
    [InlineData("mobilenet_v2_imagenet", 127f, 0.00784314f, "pool", "probs")]
    [InlineData("inception_v3_nsfwjs", 0f, 1f / 255, "mixed5_gap", "mixed7_gap", "mixed8_gap", "pool", "probs")]
    public void Run_StoredPixels_GivesTheGoldenOutputs(string model, float mean, float scale, params string[] outputs)
    {
        using NpzFile golden = NpzFile.Open(SharedFolder.Find("models", model + ".golden.npz"));
        NpyArray pixels = golden.Read("u8");
        int size = checked((int)pixels.Header.Shape[1]);
        using OnnxSession session = new(OnnxModel.Load(SharedFolder.Find("models", model + ".onnx")), outputs, threads: 2);

        using OnnxResults results = session.Run<float>(Planes(pixels.Data, size, mean, scale), [8, 3, size, size], TestContext.Current.CancellationToken);

        for (int i = 0; i < outputs.Length; i++)
        {
            float[] expected = golden.Read(outputs[i]).ToSingles();
            float[] actual = new float[expected.Length];
            results.CopyTo(i, actual);

            // The largest features are about 6; sums of some thousand float32 products in another order differ by 1e-5 of that.
            NumericAssert.Close(expected, actual, absolute: 1e-4);
        }
    }

    [Theory]
    [InlineData("mobilenet_v2_imagenet", 127f, 0.00784314f, "t172", "pool")]
    [InlineData("inception_v3_nsfwjs", 0f, 1f / 255, "dense_2_r", null)]
    public void Infer_StoredPixels_GivesTheGoldenFeaturesByDefaults(string model, float mean, float scale, string features, string? golden)
    {
        using NpzFile stored = NpzFile.Open(SharedFolder.Find("models", model + ".golden.npz"));
        NpyArray pixels = stored.Read("u8");
        int size = checked((int)pixels.Header.Shape[1]);
        OnnxNetwork network = new(OnnxModel.Load(SharedFolder.Find("models", model + ".onnx")), new OnnxNetworkOptions());

        IReadOnlyDictionary<string, Tensor> layers = network.Infer(
            new Tensor([.. pixels.Data.ToArray().Select(level => (level - mean) * scale)], 8, size, size, 3), [network.DefaultFeatureLayer, network.ProbabilityLayer]);

        Assert.Equal(features, network.DefaultFeatureLayer);
        NumericAssert.Close(stored.Read("probs").ToSingles(), layers["probs"].Data, absolute: 1e-4);
        if (golden is not null)
        {
            NumericAssert.Close(stored.Read(golden).ToSingles(), layers[features].Data, absolute: 1e-4);
        }
    }

    private static float[] Planes(ReadOnlySpan<byte> pixels, int size, float mean, float scale)
    {
        float[] planes = new float[pixels.Length];
        int area = size * size;
        for (int i = 0; i < pixels.Length; i++)
        {
            int position = i / 3;
            planes[(((position / area * 3) + (i % 3)) * area) + (position % area)] = (pixels[i] - mean) * scale;
        }

        return planes;
    }
}
