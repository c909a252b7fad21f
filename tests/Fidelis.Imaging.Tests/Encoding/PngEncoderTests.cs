using Fidelis.Imaging.Decoding;
using Fidelis.Imaging.Encoding;
using Fidelis.Imaging.Pixels;
using Fidelis.Testing;

namespace Fidelis.Imaging.Tests.Encoding;

public sealed class PngEncoderTests
{
    // The decoder is libvips, which shares no code with the encoder.
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 9)]
    [InlineData(7, 1)]
    [InlineData(64, 64)]
    [InlineData(257, 33)]
    public void Encode_AnySize_IsDecodedToTheSamePixels(int width, int height)
    {
        PixelImage noise = new(width, height, [.. Lcg.Values((uint)width, width * height * 3).Select(value => (byte)(value * 256))]);
        PixelImage ramp = new(width, height, [.. Enumerable.Range(0, width * height * 3).Select(i => (byte)(i / 3 % width * 3 + (i % 3)))]);
        foreach (PixelImage image in (PixelImage[])[noise, ramp])
        {
            PixelImage decoded = ImageDecoder.Decode(PngEncoder.Encode(image), "a.png").Pixels;
            Assert.Equal((width, height), (decoded.Width, decoded.Height));
            Assert.Equal(image.Rgb, decoded.Rgb);
        }
    }

    // Each row of this ramp is one difference repeated, so that filtered rows compress to almost nothing.
    [Fact]
    public void Encode_Ramp_IsMuchSmallerThanItsPixels()
    {
        PixelImage ramp = new(200, 200, [.. Enumerable.Range(0, 200 * 200 * 3).Select(i => (byte)((i / 3 % 200) + (i / 600)))]);
        Assert.InRange(PngEncoder.Encode(ramp).Length, 1, ramp.Rgb.Length / 50);
    }

    [Fact]
    public void Encode_SamePicture_GivesTheSameBytes()
    {
        PixelImage image = new(5, 4, [.. Lcg.Values(3, 60).Select(value => (byte)(value * 256))]);
        Assert.Equal(PngEncoder.Encode(image), PngEncoder.Encode(image));
    }
}
