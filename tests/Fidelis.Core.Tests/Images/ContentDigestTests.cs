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
    public void OfPixels_SamePixelsInAnotherShape_IsAnother() => Assert.NotEqual(
        ContentDigest.OfPixels(new PixelImage(2, 3, new byte[18])), ContentDigest.OfPixels(new PixelImage(3, 2, new byte[18])));
}
