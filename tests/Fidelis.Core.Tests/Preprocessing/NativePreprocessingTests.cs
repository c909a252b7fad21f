using Fidelis.Imaging.Pixels;
using Fidelis.Imaging.Resampling;
using Fidelis.Networks.Architectures;
using Fidelis.Numerics.Errors;
using Fidelis.Preprocessing;
using Fidelis.Testing;

namespace Fidelis.Tests.Preprocessing;

public sealed class NativePreprocessingTests
{
    private static readonly NativePreprocessing Native = new();

    [Fact]
    public void Write_ImageOfTheRightSize_OnlyScales()
    {
        PixelImage image = Noise(6, 4);
        float[] values = Write(image, new InputShape(4, 6, 3), Fit.Squash);

        // x / 127.5 - 1 in float32 is one rounding of the quotient and one of the difference: two units of 2^-24 at most.
        NumericAssert.Close([.. image.Rgb.Select(value => (value / 127.5) - 1)], [.. values.Select(value => (double)value)], 2 * Math.Pow(2, -24));
        Assert.Equal(-1f, Write(new PixelImage(1, 1, [0, 0, 0]), new InputShape(1, 1, 3), Fit.Squash)[0]);
        Assert.Equal(1f, Write(new PixelImage(1, 1, [255, 255, 255]), new InputShape(1, 1, 3), Fit.Squash)[0]);
    }

    [Fact]
    public void Write_ImageOfAnotherSize_IsResizedAsPillowDoes()
    {
        PixelImage image = Noise(13, 9);
        float[] resized = new float[5 * 7 * 3];
        new Resampler(new PillowBicubic(), Overshoot.Clip).Resize(image, 7, 5, resized);

        Assert.Equal(resized.Select(value => (value / 127.5f) - 1f), Write(image, new InputShape(5, 7, 3), Fit.Squash));
    }

    [Fact]
    public void Write_SharpEdges_StayWithinTheRange()
    {
        PixelImage image = new(8, 8, [.. Enumerable.Range(0, 64).SelectMany(i => Enumerable.Repeat((byte)(i % 8 < 4 ? 0 : 255), 3))]);

        Assert.All(Write(image, new InputShape(19, 19, 3), Fit.Squash), value => Assert.InRange(value, -1f, 1f));
    }

    [Theory]
    [InlineData(8, 4, 2, 0)]
    [InlineData(4, 9, 0, 2)]
    public void Write_Crop_TakesTheCentreSquare(int width, int height, int left, int top)
    {
        PixelImage image = Noise(width, height);
        float[] values = Write(image, new InputShape(4, 4, 3), Fit.Crop);

        for (int y = 0; y < 4; y++)
        {
            for (int x = 0; x < 4; x++)
            {
                byte expected = image.Rgb[(((top + y) * width) + left + x) * 3];
                Assert.Equal((expected / 127.5f) - 1f, values[((y * 4) + x) * 3]);
            }
        }
    }

    // The side that is cut is rounded down; the odd spare pixel is cut off below and to the right.
    [Theory]
    [InlineData(100, 50, 3, 2, 12, 0, 75, 50)]
    [InlineData(99, 50, 1, 1, 24, 0, 50, 50)]
    [InlineData(50, 99, 1, 1, 0, 24, 50, 50)]
    [InlineData(10, 7, 3, 2, 0, 0, 10, 6)]
    [InlineData(6, 4, 3, 2, 0, 0, 6, 4)]
    [InlineData(1, 100, 2, 5, 0, 49, 1, 2)]
    [InlineData(100, 1, 2, 5, 49, 0, 1, 1)]
    public void CentreCrop_AspectRatio_TakesTheLargestPart(int width, int height, int ratioWidth, int ratioHeight, int left, int top, int partWidth, int partHeight) =>
        Assert.Equal(new PixelRegion(left, top, partWidth, partHeight), CentreCrop.OfAspectRatio(Noise(width, height), ratioWidth, ratioHeight));

    [Theory]
    [InlineData(1, 100)]
    [InlineData(100, 1)]
    [InlineData(3, 2)]
    public void Write_CropOfExtremeShapes_GivesEveryValue(int width, int height)
    {
        float[] values = Write(Noise(width, height), new InputShape(5, 2, 3), Fit.Crop);

        Assert.All(values, value => Assert.InRange(value, -1f, 1f));
    }

    [Fact]
    public void Describe_WhatDecidesTheNumbers_IsNamed()
    {
        string text = Native.Describe(new InputShape(64, 32, 3), Fit.Squash);

        Assert.Contains("squash to 32x64", text, StringComparison.Ordinal);
        Assert.NotEqual(text, Native.Describe(new InputShape(64, 32, 3), Fit.Crop));
    }

    [Fact]
    public void Find_UnknownProtocol_ListsAll()
    {
        Assert.Contains("There is: clean, clip, dinov2, imagenet, keras, keras-caffe, native, pytorch-fid, tf1, torchmetrics.", Assert.Throws<InputException>(() => PreprocessingCatalog.Find("nativ")).Message, StringComparison.Ordinal);
        Assert.Equal("native", PreprocessingCatalog.Find("native").Id);
        Assert.Equal(PreprocessingCatalog.All.Count, PreprocessingCatalog.All.Select(protocol => protocol.Id).Distinct().Count());
    }

    private static float[] Write(PixelImage image, InputShape input, Fit fit)
    {
        float[] values = new float[input.Height * input.Width * 3];
        values.AsSpan().Fill(float.NaN);
        Native.Write(image, input, fit, values);
        return values;
    }

    private static PixelImage Noise(int width, int height)
    {
        byte[] rgb = new byte[width * height * 3];
        new Random(5).NextBytes(rgb);
        return new PixelImage(width, height, rgb);
    }
}
