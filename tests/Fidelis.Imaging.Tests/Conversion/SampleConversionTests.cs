using System.Runtime.InteropServices;
using Fidelis.Imaging.Conversion;
using Fidelis.Imaging.Decoding;
using Fidelis.Imaging.Pixels;
using Fidelis.Numerics.Errors;

namespace Fidelis.Imaging.Tests.Conversion;

public sealed class SampleConversionTests
{
    [Fact]
    public void ToRgb_EightBitRgb_CopiesNothing()
    {
        byte[] samples = [1, 2, 3, 4, 5, 6];
        Assert.Same(samples, Convert(new SampleImage(2, 1, 3, ColorModel.Rgb, SampleType.EightBit, samples)).Pixels.Rgb);
    }

    // Every length takes another way through whole vectors and what is left over.
    [Fact]
    public void ToRgb_GreyAndAlphaOfAnyLength_AreThePlainRule()
    {
        Random random = new(20260104);
        for (int length = 1; length < 150; length++)
        {
            for (int channels = 1; channels <= 5; channels++)
            {
                byte[] samples = new byte[length * channels];
                random.NextBytes(samples);
                bool isOpaque = random.Next(2) == 0;
                ColorModel model = channels <= 2 ? ColorModel.Grey : channels <= 4 ? ColorModel.Rgb : ColorModel.Cmyk;
                SampleImage image = new(length, 1, channels, model, SampleType.EightBit, samples);
                for (int i = channels - 1; i < samples.Length && image.HasAlpha && isOpaque; i += channels)
                {
                    samples[i] = 255;
                }

                Assert.Equal(Plain(image, 10, 200, 30), Convert(image, new DecodingRules { Background = new Color(10, 200, 30) }).Pixels.Rgb);
                Assert.Equal(Plain(image, 90, 90, 90), Convert(image, new DecodingRules { Background = new Color(90, 90, 90) }).Pixels.Rgb);
            }
        }
    }

    [Fact]
    public void ToRgb_EveryProductOfTwoBytes_IsRoundedExactly()
    {
        byte[] samples = [.. Enumerable.Range(0, 65_536).SelectMany(i => new[] { (byte)(i >> 8), (byte)i })];
        byte[] rgb = Convert(new SampleImage(256, 256, 2, ColorModel.Grey, SampleType.EightBit, samples)).Pixels.Rgb;
        for (int i = 0; i < 65_536; i++)
        {
            double exact = (((i >> 8) * (i & 255)) + (255 * (255 - (i & 255)))) / 255.0;
            Assert.Equal((byte)Math.Round(exact), rgb[3 * i]);
        }
    }

    [Fact]
    public void ToRgb_EverySixteenBitValue_IsRoundedToTheNearest()
    {
        ushort[] values = [.. Enumerable.Range(0, 65_536).Select(value => (ushort)value)];
        DecodedPicture picture = Convert(Deep(values, 256, 256));
        for (int i = 0; i < values.Length; i++)
        {
            Assert.Equal((byte)Math.Round(i / 257.0), picture.Pixels.Rgb[3 * i]);
        }

        Assert.Equal((0, 65_535), picture.Facts.Range);
        Assert.Equal(PixelTreatments.Windowed, picture.Facts.Treatments);
    }

    // With few pixels each is computed, with many a table is made: both are the rule.
    [Theory]
    [InlineData(10)]
    [InlineData(5_000)]
    public void ToRgb_Window_IsAStraightLineCutOffOutside(int count)
    {
        Random random = new(20260105);
        ushort[] values = [.. Enumerable.Range(0, count).Select(_ => (ushort)random.Next(900, 3_000))];
        DecodedPicture picture = Convert(Deep(values, count, 1), new DecodingRules { Window = SampleWindow.Between(1_000.5, 2_500) });
        for (int i = 0; i < count; i++)
        {
            double scaled = Math.Clamp(255 * (values[i] - 1_000.5) / (2_500 - 1_000.5), 0, 255);
            Assert.Equal((byte)Math.Floor(scaled + 0.5), picture.Pixels.Rgb[3 * i]);
        }

        Assert.Equal(PixelTreatments.Windowed | PixelTreatments.Clipped, picture.Facts.Treatments);
    }

    // What was 8 bits once, is so again: the way of an array of floats is that of a PNG file.
    [Theory]
    [InlineData(0, 1)]
    [InlineData(-1, 1)]
    [InlineData(0, 255)]
    public void ToRgb_FloatsOfBytes_GiveTheBytesBack(double low, double high)
    {
        float[] values = [.. Enumerable.Range(0, 256).Select(value => (float)(low + (value / 255.0 * (high - low))))];
        byte[] rgb = Convert(Floats(values, 1), new DecodingRules { Window = SampleWindow.Between(low, high) }).Pixels.Rgb;
        Assert.Equal(Enumerable.Range(0, 256), rgb.Where((_, i) => i % 3 == 0).Select(value => (int)value));
    }

    [Fact]
    public void ToRgb_FloatsWithoutAWindow_AreRefusedWithTheirRange()
    {
        InvalidImageException refusal = Assert.Throws<InvalidImageException>(() => Convert(Floats([-0.5f, 0.25f, 1.5f], 1)));
        Assert.Equal(
            "The image 'a' has floating-point values, which run from -0.5 to 1.5 and have no range of their own: say which become black and white by --window low,high, --window image or --window set.",
            refusal.Message);
    }

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "infinity")]
    [InlineData(float.NegativeInfinity, "infinity")]
    public void ToRgb_ValueThatIsNotFinite_IsRefusedWithItsPlace(float value, string name)
    {
        for (int place = 0; place < 90; place++)
        {
            float[] values = new float[90];
            values[place] = value;
            SampleImage image = new(10, 3, 3, ColorModel.Rgb, SampleType.FloatingPoint, MemoryMarshal.AsBytes<float>(values).ToArray());
            InvalidImageException refusal = Assert.Throws<InvalidImageException>(() => Convert(image, new DecodingRules { Window = SampleWindow.PerImage }));
            Assert.Contains($"{name} in row {place / 30}, column {place / 3 % 10}, channel {place % 3}", refusal.Message);
        }
    }

    [Fact]
    public void ToRgb_WindowOfASet_IsAnErrorOfTheProgram() =>
        Assert.Throws<InvalidOperationException>(() => Convert(Deep([1, 2], 2, 1), new DecodingRules { Window = new SampleWindow(SampleWindowKind.PerSet) }));

    [Fact]
    public void ToRgb_EightBitWithAWindow_IsLeftAlone()
    {
        DecodedPicture picture = Convert(
            new SampleImage(1, 1, 1, ColorModel.Grey, SampleType.EightBit, [7]), new DecodingRules { Window = SampleWindow.Between(0, 1) });
        Assert.Equal([7, 7, 7], picture.Pixels.Rgb);
        Assert.Equal(PixelTreatments.None, picture.Facts.Treatments);
    }

    [Theory]
    [InlineData(5, 5)]
    [InlineData(6, 5)]
    [InlineData(double.NaN, 5)]
    [InlineData(0, double.PositiveInfinity)]
    public void Between_ValuesThatMakeNoWindow_AreRefused(double low, double high) =>
        Assert.Throws<InputException>(() => SampleWindow.Between(low, high));

    private static DecodedPicture Convert(SampleImage image, DecodingRules? rules = null) =>
        SampleConversion.ToRgb(image, rules ?? DecodingRules.Default, "array", isLossy: false, "a");

    private static SampleImage Deep(ushort[] values, int width, int height) =>
        new(width, height, 1, ColorModel.Grey, SampleType.SixteenBit, MemoryMarshal.AsBytes<ushort>(values).ToArray());

    private static SampleImage Floats(float[] values, int height) =>
        new(values.Length / height, height, 1, ColorModel.Grey, SampleType.FloatingPoint, MemoryMarshal.AsBytes<float>(values).ToArray());

    private static byte[] Plain(SampleImage image, int red, int green, int blue)
    {
        int[] background = [red, green, blue];
        byte[] rgb = new byte[image.Width * 3];
        for (int i = 0; i < rgb.Length; i++)
        {
            ReadOnlySpan<byte> pixel = image.Samples.AsSpan(i / 3 * image.Channels, image.Channels);
            int channel = i % 3;
            double value = image.Model switch
            {
                ColorModel.Grey => pixel[0],
                ColorModel.Rgb => pixel[channel],
                _ => 255 - pixel[3] - Math.Round(pixel[channel] * (255 - pixel[3]) / 255.0),
            };
            double alpha = image.HasAlpha ? pixel[^1] : 255;
            rgb[i] = (byte)Math.Round(((value * alpha) + (background[channel] * (255 - alpha))) / 255);
        }

        return rgb;
    }
}
