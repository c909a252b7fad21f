using System.Buffers.Binary;
using System.IO.Hashing;
using Fidelis.Imaging.Decoding;

namespace Fidelis.Imaging.Tests.Decoding;

public sealed class ReaderDamageTests
{
    // 5 values in turn of two, an odd number as they are, and a move over two pixels, which keep colour 0.
    [Fact]
    public void Decode_RunLengthBmpOfFourBits_FollowsEveryEscape()
    {
        byte[] palette = [.. Enumerable.Range(0, 16).SelectMany(i => new byte[] { (byte)(i * 10), (byte)i, (byte)(i * 2), 0 })];
        byte[] runs = [5, 0x12, 0, 3, 0x34, 0x50, 0, 2, 2, 0, 1, 0x60, 0, 1];
        byte[] header = [(byte)'B', (byte)'M', .. Int(118 + runs.Length), .. Int(0), .. Int(118), .. Int(40), .. Int(11), .. Int(1), 1, 0, 4, 0, .. Int(2), .. Int(0), .. Int(0), .. Int(0), .. Int(0), .. Int(0)];
        byte[] rgb = ImageDecoder.Decode([.. header, .. palette, .. runs], "a.bmp").Pixels.Rgb;
        Assert.Equal([1, 2, 1, 2, 1, 3, 4, 5, 0, 0, 6], rgb.Where((_, i) => i % 3 == 1).Select(value => (int)value));

        static byte[] Int(int value) => BitConverter.GetBytes(value);
    }

    [Theory]
    [InlineData("P5 2 2 255\n\u0001\u0002\u0003", "is truncated")]
    [InlineData("P5 2 2 255", "is truncated")]
    [InlineData("P2 2 2 255 1 2 3", "is truncated")]
    [InlineData("P2 2 2 255 1 2 3 300 ", "value 3 is 300, more than the 255")]
    [InlineData("P5 0 2 255\n", "claims 0 x 2 pixels")]
    [InlineData("P5 2 2 70000\n", "values up to 70000")]
    [InlineData("P5 2 -2 255\n", "its height is no number")]
    [InlineData("P5 99999999999 2 255\n", "its width is no number")]
    [InlineData("P1 2 1 0 7 ", "value 1 is no number")]
    [InlineData("P7\nWIDTH 1\nHEIGHT 1\nDEPTH 9\nMAXVAL 255\nENDHDR\n123456789", "9 channels")]
    [InlineData("P7\nWIDTH 1\nSIZE 1\nENDHDR\n1", "unknown field")]
    public void Decode_DamagedPnm_IsRefusedWithTheReason(string file, string reason) =>
        Assert.Contains(reason, Assert.Throws<InvalidImageException>(() => ImageDecoder.Decode(System.Text.Encoding.Latin1.GetBytes(file), "a.pnm")).Message);

    // Random text after a valid start: numbers, spaces and comments in any order.
    [Fact]
    public void Decode_AnyPnmText_GivesAPictureOrARefusal()
    {
        const string Letters = "0123456789 \n\t#-+xPWIDTH";
        Random random = new(20260107);
        DecodingRules rules = new() { MaximumPixels = 1 << 20 };
        for (int round = 0; round < 20_000; round++)
        {
            string text = $"P{random.Next(1, 8)} " + string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => Letters[random.Next(random.Next(2) == 0 ? 12 : Letters.Length)]));
            try
            {
                Assert.NotEmpty(ImageDecoder.Decode(System.Text.Encoding.Latin1.GetBytes(text), "a", rules).Pixels.Rgb);
            }
            catch (InvalidImageException)
            {
            }
        }
    }

    // Pixels that were lost are not made up, though the file has its end. (Six zeros may be codes, but not of half a picture.)
    [Fact]
    public void Decode_JpegWithBrokenCodes_IsRefused()
    {
        byte[] whole = EncodedCase.Load("lossy").Single(item => item.Name == "jpeg-444").Encoded;
        int scan = whole.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA]) + 14;
        for (int start = scan; start < whole.Length / 2; start += 23)
        {
            byte[] cut = [.. whole[..start], .. whole[^2..]];
            byte[] padded = [.. whole[..start], 0, 0, 0, 0, 0, 0, .. whole[^2..]];
            Assert.Contains("damaged or truncated", Assert.Throws<InvalidImageException>(() => ImageDecoder.Decode(cut, "a.jpg")).Message);
            Assert.Contains("damaged or truncated", Assert.Throws<InvalidImageException>(() => ImageDecoder.Decode(padded, "a.jpg")).Message);
        }
    }

    [Fact]
    public void Decode_PngThatCannotHoldItsPixels_IsRefusedBeforeTheyAreAllocated()
    {
        byte[] png = EncodedCase.Load("stated").Single(item => item.Name == "png-grey-1").Encoded;
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), 16_000);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), 16_000);
        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(29), Crc32.HashToUInt32(png.AsSpan(12, 17)));
        Assert.Contains("cannot hold its 16000 x 16000 pixels", Assert.Throws<InvalidImageException>(() => ImageDecoder.Decode(png, "a.png")).Message);
    }
}
