using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Fidelis.Imaging.Pixels;
using Fidelis.Networks.Architectures;
using Fidelis.Preprocessing;
using Fidelis.Testing;

namespace Fidelis.Tests.Preprocessing;

/// <summary>Holds every protocol to the library that it is named after: <c>reference/scripts/preprocessing.py</c>.</summary>
public sealed class PreprocessingGoldenTests
{
    [Theory]
    [InlineData("clean")]
    [InlineData("clip")]
    [InlineData("dinov2")]
    [InlineData("imagenet")]
    [InlineData("keras")]
    [InlineData("keras-caffe")]
    [InlineData("pytorch-fid")]
    [InlineData("tf1")]
    public void Write_GoldenPicture_IsThePeersToTheLastBit(string protocol)
    {
        foreach ((JsonElement expected, float[] actual, string name) in Cases(protocol))
        {
            // The numbers first: a hash does not say where the difference is. (1e-5 is what is promised of tf1.)
            NumericAssert.Close(expected.GetProperty("some").Floats(), Some(actual), 1e-5);
            string hash = Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(actual.AsSpan())))[..16];
            Assert.True(hash == expected.GetProperty("sha256").GetString(), $"{protocol} {name} differs in the last digits.");
        }
    }

    // PyTorch adds some products with a rounding of their own and some without: 4.6e-5 levels (ResamplingGoldenTests), of which 128 are 1. The
    // difference from 128 is rounded once more, by half a unit of 2^-24.
    [Fact]
    public void Write_GoldenPictureOfTorchmetrics_IsTheirs()
    {
        foreach ((JsonElement expected, float[] actual, string _) in Cases("torchmetrics"))
        {
            NumericAssert.Close(expected.GetProperty("some").Floats(), Some(actual), (4.6e-5 / 128) + Math.Pow(2, -24));
        }
    }

    // A new protocol comes with goldens, or this says so; native is the way of no peer.
    [Fact]
    public void Goldens_Protocols_AreThoseOfTheCatalogue() => Assert.All(
        Golden.Load("preprocessing", "protocols").EnumerateArray(),
        item => Assert.Equal(
            PreprocessingCatalog.All.Select(protocol => protocol.Id).Where(id => id != "native"),
            item.GetProperty("protocols").EnumerateObject().Select(protocol => protocol.Name)));

    private static IEnumerable<(JsonElement Expected, float[] Actual, string Name)> Cases(string protocol)
    {
        foreach (JsonElement item in Golden.Load("preprocessing", "protocols").EnumerateArray())
        {
            int[] from = item.GetProperty("from").Integers();
            int[] to = item.GetProperty("to").Integers();
            float[] values = new float[to[0] * to[1] * 3];
            values.AsSpan().Fill(float.NaN);
            PreprocessingCatalog.Find(protocol).Write(Picture(item.GetProperty("seed").GetInt32(), from[0], from[1]), new InputShape(to[1], to[0], 3), Fit.Squash, values);
            yield return (item.GetProperty("protocols").GetProperty(protocol), values, $"{item.GetProperty("from")} -> {item.GetProperty("to")}");
        }
    }

    // As reference/scripts/resampling.py makes them: every third has nothing but 0 and 255, beside which bicubic overshoots.
    private static PixelImage Picture(int seed, int width, int height) => new(
        width,
        height,
        [.. Lcg.Values((uint)seed, width * height * 3, 256).Select(value => seed % 3 == 0 ? value < 128 ? (byte)0 : (byte)255 : (byte)value)]);

    private static float[] Some(float[] values) => [.. Enumerable.Range(0, 41).Select(i => values[(int)((long)i * (values.Length - 1) / 40)])];
}
