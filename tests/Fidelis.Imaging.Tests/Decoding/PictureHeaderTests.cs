using Fidelis.Imaging.Decoding;

namespace Fidelis.Imaging.Tests.Decoding;

public sealed class PictureHeaderTests
{
    private static readonly EncodedCase[] Readable = [.. ((string[])["exact", "lossy", "stated"]).SelectMany(EncodedCase.Load)];

    public static TheoryData<string> Names => new(Readable.Select(item => item.Name));

    // From any first and last bytes the header is the same as from the whole file, or more is asked for.
    [Theory]
    [MemberData(nameof(Names))]
    public void ReadHeader_StartOfAFile_IsRightOrAsksForMore(string name)
    {
        byte[] whole = Readable.Single(item => item.Name == name).Encoded;
        PictureHeader expected = ImageDecoder.ReadHeader(whole, whole, whole.Length, name)!;
        for (int length = Math.Min(whole.Length, 16); length < whole.Length; length += length < 200 ? 1 : 37)
        {
            PictureHeader? header = ImageDecoder.ReadHeader(whole.AsSpan(0, length), whole.AsSpan(whole.Length - 16), whole.Length, name);
            Assert.True(header is null || header == expected, $"The first {length} of {whole.Length} bytes gave {header}.");
        }
    }

    [Theory]
    [InlineData("png-rgb", 64)]
    [InlineData("jpeg-444", 700)]
    [InlineData("bmp-24", 160)]
    [InlineData("ppm", 64)]
    [InlineData("webp-lossy", 64)]
    public void ReadHeader_ShortStart_Suffices(string name, int startBytes)
    {
        byte[] whole = Readable.Single(item => item.Name == name).Encoded;
        Assert.NotNull(ImageDecoder.ReadHeader(whole.AsSpan(0, startBytes), whole.AsSpan(whole.Length - 16), whole.Length, name));
    }

    // What is missing at the end is found without decoding, but for what no structure tells: the last values of text.
    [Theory]
    [InlineData("png-rgb")]
    [InlineData("png-palette")]
    [InlineData("jpeg-444")]
    [InlineData("jpeg-420")]
    [InlineData("gif-palette")]
    [InlineData("webp-lossless")]
    [InlineData("webp-lossy")]
    [InlineData("bmp-24")]
    [InlineData("ppm")]
    [InlineData("tiff-rgb")]
    [InlineData("tiff-lzw")]
    [InlineData("avif-rgb")]
    public void ReadHeader_FileCutAnywhere_IsRefused(string name)
    {
        byte[] whole = Readable.Single(item => item.Name == name).Encoded;
        for (int length = 16; length < whole.Length - 1; length += 11)
        {
            byte[] cut = whole[..length];
            Assert.Throws<InvalidImageException>(() => ImageDecoder.ReadHeader(cut, cut, cut.Length, name));
        }
    }

    [Fact]
    public void ReadHeader_MorePixelsThanTheRulesAllow_IsRefusedWithTheRemedy()
    {
        byte[] png = Readable.Single(item => item.Name == "png-rgb").Encoded;
        InvalidImageException refusal = Assert.Throws<InvalidImageException>(
            () => ImageDecoder.ReadHeader(png, png, png.Length, "a.png", new DecodingRules { MaximumPixels = 813 }));
        Assert.Equal("The image 'a.png' claims 37 x 22 pixels, more than the 813 that are decoded; raise the limit with --max-pixels if it is right.", refusal.Message);
    }

    [Fact]
    public void ReadHeader_RandomlyDamagedFile_GivesAHeaderOrARefusal()
    {
        Random random = new(20260103);
        foreach (EncodedCase item in Readable)
        {
            for (int round = 0; round < 200; round++)
            {
                byte[] damaged = [.. item.Encoded];
                for (int change = random.Next(1, 5); change > 0; change--)
                {
                    damaged[random.Next(Math.Min(damaged.Length, random.Next(2) == 0 ? 64 : damaged.Length))] = (byte)random.Next(256);
                }

                try
                {
                    PictureHeader? header = ImageDecoder.ReadHeader(damaged, damaged, damaged.Length, item.Name);
                    Assert.True(header is { Width: > 0, Height: > 0, FrameCount: > 0 });
                }
                catch (InvalidImageException)
                {
                }
            }
        }
    }
}
