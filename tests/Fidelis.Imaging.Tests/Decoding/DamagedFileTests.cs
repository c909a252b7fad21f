using System.Buffers.Binary;
using System.IO.Hashing;
using Fidelis.Imaging.Conversion;
using Fidelis.Imaging.Decoding;

namespace Fidelis.Imaging.Tests.Decoding;

public sealed class DamagedFileTests
{
    private static readonly string[] Groups = ["exact", "lossy", "refused", "stated"];

    // What a few bytes claim must not cost the test more memory than pictures need.
    private static readonly DecodingRules Rules = new() { MaximumPixels = 1 << 22, Window = SampleWindow.PerImage, ConvertProfiles = true };

    private static readonly Dictionary<string, byte[]> Files =
        Groups.SelectMany(EncodedCase.Load).ToDictionary(item => item.Name, item => item.Encoded);

    public static TheoryData<string> All => [.. Files.Keys];

    // Bytes changed, removed, repeated and inserted at random places, many of them in the headers: a decoder may make a picture
    // of it or refuse it, but nothing else.
    [Theory]
    [MemberData(nameof(All))]
    public void Decode_RandomlyDamagedFile_GivesAPictureOrARefusal(string name)
    {
        byte[] original = Find(name);
        Random random = new(20260101);
        for (int round = 0; round < 60; round++)
        {
            byte[] damaged = Damage(original, random);
            try
            {
                Assert.InRange(ImageDecoder.Decode(damaged, name, Rules).Pixels.Rgb.Length, 3, 3 * Rules.MaximumPixels);
            }
            catch (InvalidImageException refusal)
            {
                Assert.StartsWith($"The image '{name}' ", refusal.Message);
            }
        }
    }

    [Fact]
    public void Decode_DamageThatLibvipsHasNoWordsFor_IsNamedWithoutEmptyBrackets()
    {
        byte[] damaged = Find("avif-rgb");
        damaged.AsSpan(280).Clear();

        InvalidImageException refusal = Assert.Throws<InvalidImageException>(() => ImageDecoder.Decode(damaged, "x.avif"));
        Assert.DoesNotContain("()", refusal.Message, StringComparison.Ordinal);
    }

    // Every chunk of a PNG has a checksum, so that no changed byte may change a pixel in silence.
    [Theory]
    [InlineData("png-rgb")]
    [InlineData("png-palette")]
    [InlineData("png-grey-alpha-opaque")]
    public void Decode_PngWithOneChangedByte_NeverGivesOtherPixels(string name)
    {
        byte[] original = Find(name);
        byte[] expected = ImageDecoder.Decode(original, name).Pixels.Rgb;
        for (int i = 0; i < original.Length; i++)
        {
            byte[] damaged = [.. original];
            damaged[i] ^= 0x10;
            try
            {
                Assert.True(expected.AsSpan().SequenceEqual(ImageDecoder.Decode(damaged, name).Pixels.Rgb), $"Byte {i} of {original.Length} changed the pixels.");
            }
            catch (InvalidImageException)
            {
            }
        }
    }

    [Theory]
    [InlineData("png-rgb", 60_000, 60_000, "claims 60000 x 60000 pixels")]
    [InlineData("png-grey", 900_000, 1_000, "claims 900000 x 1000 pixels")]
    [InlineData("png-grey", int.MaxValue, int.MaxValue, "raise the limit with --max-pixels")]
    public void Decode_PngThatClaimsTooManyPixels_IsRefusedAtOnce(string name, int width, int height, string reason)
    {
        byte[] file = Find(name);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(20), height);
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(29), Crc32.HashToUInt32(file.AsSpan(12, 17)));
        InvalidImageException refusal = Assert.Throws<InvalidImageException>(() => ImageDecoder.Decode(file, name));
        Assert.Contains(reason, refusal.Message);
    }

    [Fact]
    public void Decode_GifThatClaimsTooManyPixels_IsRefused()
    {
        byte[] file = Find("gif-palette");
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(6), 0xFFFF_FFFF);
        Assert.Contains("65535 x 65535", Assert.Throws<InvalidImageException>(() => ImageDecoder.Decode(file, "a.gif")).Message);
    }

    [Theory]
    [InlineData(int.MaxValue, int.MaxValue, "claims")]
    [InlineData(int.MaxValue, int.MinValue, "claims")]
    [InlineData(70_000, 70_000, "is truncated")]
    [InlineData(0, 5, "claims")]
    [InlineData(5, 0, "claims")]
    [InlineData(-5, 5, "claims")]
    public void Decode_BmpWithImpossibleSize_IsRefusedAtOnce(int width, int height, string reason)
    {
        byte[] file = Find("bmp-24");
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(18), width);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(22), height);
        Assert.Contains(reason, Assert.Throws<InvalidImageException>(() => ImageDecoder.Decode(file, "a.bmp")).Message);
    }

    private static byte[] Find(string name) => [.. Files[name]];

    private static byte[] Damage(byte[] original, Random random)
    {
        List<byte> bytes = [.. original];
        for (int change = random.Next(1, 6); change > 0 && bytes.Count > 0; change--)
        {
            int place = random.Next(random.Next(3) == 0 ? bytes.Count : Math.Min(bytes.Count, 96));
            switch (random.Next(5))
            {
                case 0:
                    bytes[place] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[place] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes[place] = random.Next(2) == 0 ? (byte)0 : (byte)255;
                    break;
                case 3:
                    bytes.RemoveRange(place, Math.Min(random.Next(1, 9), bytes.Count - place));
                    break;
                default:
                    bytes.InsertRange(place, bytes.GetRange(place, Math.Min(random.Next(1, 9), bytes.Count - place)));
                    break;
            }
        }

        return [.. bytes];
    }
}
