using Fidelis.Imaging.Pixels;
using Fidelis.Imaging.Resampling;
using Fidelis.Networks.Architectures;
using Fidelis.Preprocessing;
using Fidelis.Testing;

namespace Fidelis.Tests.Preprocessing;

public sealed class DescribedPreprocessingTests
{
    private static readonly InputShape Input = new(5, 7, 3);

    // 105 values: vectors of 4, 8 and 16 numbers all leave some over.
    private static readonly PixelImage Image = new(Input.Width, Input.Height, [.. Lcg.Values(3, 105, 256).Select(value => (byte)value)]);

    [Fact]
    public void Write_RangeMeanAndDeviation_AreAppliedInTheOrderOfTorchvision()
    {
        float[] values = Write(new DescribedPreprocessing(new PillowBicubic(), 0, 1, [0.5f, 0.25f, 0.125f], [0.3f, 0.2f, 0.1f], isBgr: false));

        float[] means = [0.5f, 0.25f, 0.125f];
        float[] deviations = [0.3f, 0.2f, 0.1f];
        Assert.Equal(Image.Rgb.Select((level, i) => ((level / 255f) - means[i % 3]) / deviations[i % 3]), values);
    }

    [Fact]
    public void Write_BlueFirst_AppliesMeansInTheOrderOfTheNetwork()
    {
        float[] values = Write(new DescribedPreprocessing(new PillowBicubic(), 0, 255, [1, 2, 3], [1, 1, 1], isBgr: true));

        Assert.Equal(Image.Rgb.Chunk(3).SelectMany(pixel => (float[])[pixel[2] - 1f, pixel[1] - 2f, pixel[0] - 3f]), values);
    }

    [Fact]
    public void Write_OtherRange_EndsAtItsEnds()
    {
        DescribedPreprocessing way = new(new PillowBicubic(), -2, 3, [0, 0, 0], [1, 1, 1], isBgr: false);
        float[] black = new float[105];
        float[] white = new float[105];
        way.Write(new PixelImage(1, 1, [0, 0, 0]), Input, Fit.Squash, black);
        way.Write(new PixelImage(1, 1, [255, 255, 255]), Input, Fit.Squash, white);

        Assert.All(black, value => Assert.Equal(-2f, value));
        Assert.All(white, value => Assert.Equal(3f, value));
    }

    [Theory]
    [InlineData(0f, 255f, 0f, 1f, "-> x")]
    [InlineData(0f, 1f, 0.5f, 0.25f, "-> (x/255-0.5)/0.25")]
    [InlineData(-1f, 1f, 0f, 1f, "-> x/127.5-1")]
    [InlineData(0f, 255f, 127f, 127.5f, "-> (x-127)/127.5")]
    public void Describe_Formula_IsAsTheFieldWritesIt(float low, float high, float mean, float deviation, string end) => Assert.EndsWith(
        end,
        new DescribedPreprocessing(new PillowBilinear(), low, high, [mean, mean, mean], [deviation, deviation, deviation], isBgr: false).Describe(Input, Fit.Crop),
        StringComparison.Ordinal);

    private static float[] Write(DescribedPreprocessing way)
    {
        float[] values = new float[Image.Rgb.Length];
        way.Write(Image, Input, Fit.Squash, values);
        return values;
    }
}
