using Fidelis.Imaging.Decoding;
using Fidelis.Imaging.Pixels;

namespace Fidelis.Imaging.Tests.Decoding;

public sealed class ImageDecoderTests
{
    public static TheoryData<string> Exact => EncodedCase.Names("exact");

    public static TheoryData<string> Lossy => EncodedCase.Names("lossy");

    public static TheoryData<string> Refused => EncodedCase.Names("refused");

    [Theory]
    [MemberData(nameof(Exact))]
    public void Decode_LosslessFile_GivesPillowsPixels(string name)
    {
        EncodedCase item = EncodedCase.Load("exact").Single(item => item.Name == name);
        PixelImage image = ImageDecoder.Decode(item.Encoded, name).Pixels;
        Assert.Equal((item.Width, item.Height), (image.Width, image.Height));
        Assert.Equal(item.Rgb, image.Rgb);
    }

    [Theory]
    [MemberData(nameof(Lossy))]
    public void Decode_LossyFile_GivesPillowsPixels(string name)
    {
        EncodedCase item = EncodedCase.Load("lossy").Single(item => item.Name == name);
        PixelImage image = ImageDecoder.Decode(item.Encoded, name).Pixels;
        int largest = item.Rgb.Zip(image.Rgb, (expected, actual) => Math.Abs(expected - actual)).Max();

        // Both decode with the exact integer transform and the smooth chroma upsampling of the JPEG group's library, and with
        // the same WebP library: nothing is left to differ.
        Assert.Equal(0, largest);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Decode_PictureWithoutAStatedMeaning_IsRefusedWithTheReason(string name)
    {
        EncodedCase item = EncodedCase.Load("refused").Single(item => item.Name == name);
        InvalidImageException refusal = Assert.Throws<InvalidImageException>(() => ImageDecoder.Decode(item.Encoded, name));
        Assert.Contains(item.Reason, refusal.Message);
        Assert.StartsWith($"The image '{name}' ", refusal.Message);
    }

    [Fact]
    public void Decode_EmptyFile_IsRefused()
    {
        InvalidImageException refusal = Assert.Throws<InvalidImageException>(() => ImageDecoder.Decode([], "a.png"));
        Assert.Equal("The image 'a.png' is empty (0 bytes).", refusal.Message);
    }

    [Fact]
    public void Decode_Text_IsRefused()
    {
        InvalidImageException refusal = Assert.Throws<InvalidImageException>(() => ImageDecoder.Decode("hello, world"u8.ToArray(), "a.txt"));
        Assert.Equal("The image 'a.txt' does not start as any format that Fidelis reads (PNG, JPEG, TIFF, WebP, GIF, BMP, PNM, AVIF).", refusal.Message);
    }

    [Fact]
    public void Decode_WrongExtension_FollowsTheBytes()
    {
        EncodedCase png = EncodedCase.Load("exact")[0];
        Assert.Equal(png.Rgb, ImageDecoder.Decode(png.Encoded, "a.jpg").Pixels.Rgb);
    }

    // Every prefix of a file either is refused or, where only what follows the pixels is missing, gives all of them.
    [Theory]
    [MemberData(nameof(Exact))]
    [MemberData(nameof(Lossy))]
    public void Decode_FileCutAnywhere_IsRefusedOrComplete(string name)
    {
        EncodedCase item = EncodedCase.Load("exact").Concat(EncodedCase.Load("lossy")).Single(item => item.Name == name);
        byte[] whole = ImageDecoder.Decode(item.Encoded, name).Pixels.Rgb;
        for (int length = 0; length < item.Encoded.Length; length += length < 100 ? 1 : 7)
        {
            try
            {
                Assert.True(whole.AsSpan().SequenceEqual(ImageDecoder.Decode(item.Encoded[..length], name).Pixels.Rgb), $"{length} of {item.Encoded.Length} bytes gave other pixels.");
            }
            catch (InvalidImageException)
            {
            }
        }
    }

    [Fact]
    public void Decode_DamageInManyThreads_NamesTheRightFileAndReason()
    {
        byte[] tiff = EncodedCase.Load("exact").Single(item => item.Name == "tiff-lzw").Encoded;
        byte[] jpeg = EncodedCase.Load("lossy").Single(item => item.Name == "jpeg-444").Encoded;
        tiff.AsSpan(8, 40).Fill(0xFF);
        jpeg = [.. jpeg[..(jpeg.Length / 2)], 0xFF, 0xD9];
        string[] messages = new string[64];
        Parallel.For(0, messages.Length, i =>
            messages[i] = Assert.Throws<InvalidImageException>(() => ImageDecoder.Decode(i % 2 == 0 ? tiff : jpeg, $"{i}")).Message);
        for (int i = 0; i < messages.Length; i++)
        {
            Assert.StartsWith($"The image '{i}' is a damaged or truncated {(i % 2 == 0 ? "TIFF" : "JPEG")} file", messages[i]);
            Assert.Equal(messages[i % 2].Replace($"'{i % 2}'", $"'{i}'"), messages[i]);
        }
    }
}
