using Fidelis.Images;
using Fidelis.Imaging.Pixels;

namespace Fidelis.Tests.Images;

public sealed class ContentDigestTests
{
    [Fact]
    public void Parse_HashOfAFile_IsWrittenAsItWasRead()
    {
        string hash = ContentHash.Of("one"u8);

        Assert.Equal(hash, ContentDigest.Parse(hash).ToString());
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 3)]
    [InlineData(64, 64)]
    public void OfPixels_OneBitOfAnyByteChanged_IsAnother(int width, int height)
    {
        byte[] pixels = new byte[width * height * 3];
        new Random(1).NextBytes(pixels);
        ContentDigest digest = ContentDigest.OfPixels(new PixelImage(width, height, [.. pixels]));
        HashSet<ContentDigest> seen = [digest];
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] ^= 0x80;
            Assert.True(seen.Add(ContentDigest.OfPixels(new PixelImage(width, height, pixels))), $"byte {i}");
            pixels[i] ^= 0x80;
        }

        Assert.Equal(digest, ContentDigest.OfPixels(new PixelImage(width, height, pixels)));
    }

    [Fact]
    public void OfPixels_TwoTopBitsInOneLane_DoNotCancel()
    {
        // The highest bit of a word survives a product with an odd number alone: without the shift behind it, two of them would cancel.
        byte[] pixels = new byte[128 * 3];
        ContentDigest black = ContentDigest.OfPixels(new PixelImage(128, 1, [.. pixels]));
        HashSet<ContentDigest> seen = [black];
        for (int first = 7; first < pixels.Length; first += 8)
        {
            for (int second = first + 8; second < pixels.Length; second += 8)
            {
                pixels[first] = pixels[second] = 0x80;
                Assert.True(seen.Add(ContentDigest.OfPixels(new PixelImage(128, 1, pixels))), $"bytes {first} and {second}");
                pixels[first] = pixels[second] = 0;
            }
        }
    }

    [Fact]
    public void OfPixels_SamePixelsInAnotherShape_IsAnother() => Assert.NotEqual(
        ContentDigest.OfPixels(new PixelImage(2, 3, new byte[18])), ContentDigest.OfPixels(new PixelImage(3, 2, new byte[18])));
}
