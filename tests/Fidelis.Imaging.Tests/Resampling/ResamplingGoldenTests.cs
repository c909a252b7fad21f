using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Fidelis.Imaging.Pixels;
using Fidelis.Imaging.Resampling;
using Fidelis.Testing;

namespace Fidelis.Imaging.Tests.Resampling;

/// <summary>Holds every kernel to the library that it imitates, over sizes 1 to 70 and ratios up and down, and 64, 299 and 400.</summary>
public sealed class ResamplingGoldenTests
{
    [Theory]
    [InlineData("bilinear")]
    [InlineData("pillow-bicubic")]
    [InlineData("pillow-bilinear")]
    [InlineData("pillow-box")]
    [InlineData("pillow-lanczos")]
    [InlineData("tf1-bilinear")]
    public void Resize_GoldenPicture_IsThePeersToTheLastBit(string kernel)
    {
        foreach ((JsonElement expected, float[] actual, string name) in Cases(kernel))
        {
            string hash = Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(actual.AsSpan())))[..16];
            Assert.True(hash == expected.GetProperty("sha256").GetString(), $"{kernel} {name}: expected {expected.GetProperty("some")} ..., actual {string.Join(", ", Some(actual))} ...");
        }
    }

    // PyTorch adds some of the products with a rounding of their own and some without, as its compiler chose to group them, and the
    // golden area has no rounding between the passes. Either way it is one float32 rounding of a value below 256 (2^-17 = 7.6e-6) for
    // each product and pass, of which few point the same way: six of them are allowed, and two where only the pass matters.
    [Theory]
    [InlineData("bilinear-antialias", 4.6e-5)]
    [InlineData("area", 1.6e-5)]
    public void Resize_GoldenPicture_IsThePeers(string kernel, double tolerance)
    {
        foreach ((JsonElement expected, float[] actual, string _) in Cases(kernel))
        {
            NumericAssert.Close(expected.GetProperty("some").Floats(), Some(actual), tolerance);
        }
    }

    // A new kernel comes with goldens, or this says so.
    [Fact]
    public void Goldens_Kernels_AreThoseOfTheCatalogue() => Assert.All(
        Golden.Load("resampling", "kernels").EnumerateArray(),
        item => Assert.Equal(ResamplingCatalog.All.Select(kernel => kernel.Id), item.GetProperty("kernels").EnumerateObject().Select(kernel => kernel.Name)));

    // Where the input is a whole multiple of the output, adaptive average pooling is area averaging; it sums in float32, hence the
    // tolerance of a few roundings of a value below 256 (7.6e-6 each).
    [Fact]
    public void Resize_AreaOfWholeRatio_IsPyTorchs()
    {
        foreach (JsonElement item in Golden.Load("resampling", "area-of-whole-ratios").EnumerateArray())
        {
            NumericAssert.Close(item.GetProperty("values").Floats(), Resized(new AreaAverage(), item), 4e-5);
        }
    }

    // A picture of one channel with 5 rows of 7, whose results numpy computed from the formulas to four decimals (hence 5e-5).
    [Theory]
    [InlineData("tf1-bilinear", "61 73.1667 65.6667 101 205 53.5001 170.25 61.3333 104.0833 137.875 94 78.5417 159.5 159.5 69.5 100.5 116.8333 39.0834 115.75 214.6667 157.4167 176 94.9167 67.625")]
    [InlineData("bilinear", "75.2708 69.5312 66.7604 115.8333 192.4688 43.8542 156.6979 76.125 112.9687 133.9688 98.1562 70.4896 167.8958 149.25 64.2708 88.1875 118.625 28.7187 114.4792 218.6875 177.625 200.2292 76.6875 77.5729")]
    [InlineData("pillow-bicubic", "81.6682 61.4769 65.8133 111.5821 191.9747 57.9246 152.8504 68.2364 123.0314 148.2584 91.8472 72.2974 174.4461 150.3575 51.251 85.5187 124.7963 30.8958 130.0657 216.3848 157.6813 193.0994 81.9745 65.525")]
    public void Resize_KnownPicture_GivesTheDigitsOfTheFormula(string kernel, string expected)
    {
        byte[] grey = [.. Lcg.Values(11, 35, 256).Select(value => (byte)value)];
        PixelImage source = new(7, 5, [.. grey.SelectMany(value => (byte[])[value, value, value])]);
        float[] smaller = [.. new Resampler(ResamplingCatalog.Find(kernel), Overshoot.Keep).Resize(source, 6, 4).Where((_, i) => i % 3 == 1)];

        // One more digit is uncertain: what was printed is itself rounded, and float32 at 200 has a spacing of 1.5e-5.
        NumericAssert.Close([.. expected.Split(' ').Select(value => float.Parse(value, CultureInfo.InvariantCulture))], smaller, 5e-5 + 3e-5);
    }

    private static IEnumerable<(JsonElement Expected, float[] Actual, string Name)> Cases(string kernel) =>
        Golden.Load("resampling", "kernels").EnumerateArray()
            .Select(item => (item.GetProperty("kernels").GetProperty(kernel), Resized(ResamplingCatalog.Find(kernel), item), $"{item.GetProperty("from")} -> {item.GetProperty("to")}"));

    private static float[] Resized(IResamplingKernel kernel, JsonElement item)
    {
        int[] from = item.GetProperty("from").Integers();
        int[] to = item.GetProperty("to").Integers();
        return new Resampler(kernel, Overshoot.Keep).Resize(TestPictures.Picture(item.GetProperty("seed").GetInt32(), from[0], from[1]), to[0], to[1]);
    }

    private static float[] Some(float[] values) => [.. Enumerable.Range(0, 5).Select(i => values[(int)((long)i * (values.Length - 1) / 4)])];
}
