using System.Text;
using Fidelis.Images;
using Fidelis.Imaging.Conversion;
using Fidelis.Imaging.Decoding;
using Fidelis.Numerics.Errors;
using Fidelis.Testing;

namespace Fidelis.Tests.Images.Arrays;

public sealed class NpyPicturesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("[2, 3, 9, 3] is: its second and its last axis could both be the channels", 2, 3, 9, 3)]
    [InlineData("its second and its last axis could both be the channels", 2, 1, 9, 4)]
    [InlineData("neither its second nor its last axis is 1, 3 or 4 channels long", 2, 8, 9, 2)]
    [InlineData("it could be one colour picture or several grey ones", 8, 9, 3)]
    [InlineData("it could be one colour picture or several grey ones", 3, 8, 9)]
    [InlineData("it has no axis for the number of pictures: give it one by array[None]", 8, 9)]
    [InlineData("it has 1 axis", 8)]
    [InlineData("it has 5 axes", 1, 2, 3, 4, 5)]
    [InlineData("it holds no pixel", 0, 8, 9, 3)]
    [InlineData("it holds no pixel", 2, 0, 9, 3)]
    public void Open_ShapeThatIsNoSetOfPictures_SaysWhy(string why, params int[] shape)
    {
        long count = shape.Aggregate(1L, (product, length) => product * length);
        string message = SourceAssert.Refusal(Write(ArrayFiles.Npy(new byte[count], [.. shape.Select(length => (long)length)])));

        Assert.Contains(why.Replace("] is:", "]:", StringComparison.Ordinal), message);
        Assert.StartsWith("Pictures must be an array [n, height, width, channels], [n, channels, height, width] or [n, height, width], but the shape of '", message);
    }

    [Theory]
    [InlineData(2, 8, 9)]
    [InlineData(1, 8, 9)]
    [InlineData(2, 8, 9, 1)]
    [InlineData(2, 1, 8, 9)]
    public void Open_GreyPictures_GiveThreeEqualChannels(params int[] shape)
    {
        byte[] grey = ArrayFiles.Noise(shape.Aggregate(1, (product, length) => product * length), 1);

        ImageSource source = ImageSources.Open(Write(ArrayFiles.Npy(grey, [.. shape.Select(length => (long)length)])));

        Assert.Equal(shape[0], source.Entries.Count);
        Assert.Equal(grey.SelectMany(value => new[] { value, value, value }), SourceAssert.ReadAll(source).SelectMany(rgb => rgb));
    }

    [Fact]
    public void Open_ManyPictures_ArePaddedSoThatTheirOrderIsThatOfTheNumbers()
    {
        ImageSource source = ImageSources.Open(Write(ArrayFiles.Npy(new byte[101 * 6], 101, 2, 3, 1)));

        Assert.Equal("000", source.Entries[0].Path);
        Assert.Equal("100", source.Entries[100].Path);
        Assert.Equal(source.Paths().Order(StringComparer.Ordinal), source.Paths());
    }

    [Theory]
    [InlineData("|i1")]
    [InlineData("<i4")]
    [InlineData("<i8")]
    [InlineData("|b1")]
    public void Open_OtherNumbers_AreRefusedWithTheRemedy(string type) =>
        SourceAssert.Refuses($"must be uint8, uint16 or floating-point numbers, but the elements of '{Target}' are {type}: convert them by astype",
            Write(ArrayFiles.Npy(type, new byte[12 * (type[2] - '0')], 1, 2, 2, 3)));

    [Theory]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (1,2,2,3)}", "it holds Python objects, which are never loaded")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (-1,2,2,3)}", "is damaged: its header does not describe an array")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (9223372036854775807,2,2,3)}", "claims the impossible shape")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (9223372036854775807,)}", "needs 9223372036854775807 bytes, but there are 12")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (1,2,2,4)}", "needs 16 bytes, but there are 12")]
    [InlineData("{'descr': [('r', '|u1')], 'fortran_order': False, 'shape': (1,2,2,3)}", "its elements are structures")]
    [InlineData("__import__('os').system('true')", "does not describe an array")]
    public void Open_HeaderThatLies_IsRefused(string header, string part)
    {
        byte[] file = [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header), .. new byte[12]];

        SourceAssert.Refuses(part, Write(file));
    }

    [Fact]
    public void Decode_SixteenBitsOfEitherByteOrder_AreScaledByTheRulesOfPixels()
    {
        // 0, 257 v and 65,535 are 0, v and 255 of 8 bits, exactly.
        byte[] little = [.. new ushort[] { 0, 257 * 100, 65535, 257, 257 * 254, 257 * 7 }.SelectMany(BitConverter.GetBytes)];
        byte[] big = [.. little.Chunk(2).SelectMany(pair => pair.Reverse())];
        foreach ((string type, byte[] values) in new[] { ("<u2", little), (">u2", big) })
        {
            ImageEntry entry = ImageSources.Open(Write(ArrayFiles.Npy(type, [.. values, .. values], 1, 2, 6))).Entries[0];
            DecodedPicture picture = entry.Decode(entry.Read(), DecodingRules.Default);

            Assert.Equal([0, 100, 255, 1, 254, 7], picture.Pixels.Rgb.Take(18).Where((_, i) => i % 3 == 0));
            Assert.Equal("16-bit grey", picture.Facts.Mode);
            Assert.Equal(new PictureHeader("array", 6, 2, "16-bit grey", IsLossy: false, FrameCount: 1), entry.ReadHeader(entry.Read(), DecodingRules.Default));
        }
    }

    [Fact]
    public void Decode_FloatingPoint_NeedsAWindow()
    {
        float[] values = [-1, 1, 0, .. new float[9]];
        ImageEntry entry = ImageSources.Open(Write(ArrayFiles.Npy("<f4", [.. values.SelectMany(BitConverter.GetBytes)], 1, 2, 6))).Entries[0];

        Assert.Contains("--window", Assert.Throws<InvalidImageException>(() => entry.Decode(entry.Read(), DecodingRules.Default)).Message);
        DecodedPicture picture = entry.Decode(entry.Read(), new DecodingRules { Window = new SampleWindow(SampleWindowKind.Fixed, -1, 1) });
        Assert.Equal([0, 255], picture.Pixels.Rgb.Where((_, i) => i is 0 or 3));
    }

    [Fact]
    public void Decode_FourChannels_AreColoursAndOpacity()
    {
        byte[] pixels = [.. Enumerable.Range(0, 30).SelectMany(i => new byte[] { 10, 20, 30, (byte)(i == 0 ? 0 : 255) })];
        ImageEntry entry = ImageSources.Open(Write(ArrayFiles.Npy(pixels, 1, 6, 5, 4))).Entries[0];

        // Nothing of a pixel without opacity is seen: the background is white.
        Assert.Equal([255, 255, 255, 10, 20, 30], entry.Decode(entry.Read(), DecodingRules.Default).Pixels.Rgb[..6]);
    }

    [Fact]
    public void Open_MorePicturesThanAllowed_NamesTheOption() =>
        SourceAssert.Refuses("at most 2 entries", Write(ArrayFiles.Npy(new byte[36], 3, 2, 2, 3)), new SourceOptions { MaximumEntries = 2 });

    [Fact]
    public void Open_EveryTruncation_IsRefused()
    {
        int count = 0;
        Mutations.TruncateEverywhere<InputException>(
            ArrayFiles.Npy(new byte[180], 2, 6, 5, 3), bytes => SourceAssert.ReadAll(ImageSources.Open(folder.Write($"{count++}.npy", bytes))));
    }

    [Fact]
    public void Read_FileThatIsCutWhileItIsRead_IsRefused()
    {
        string path = Write(ArrayFiles.Npy(new byte[180], 2, 6, 5, 3));
        ImageEntry entry = ImageSources.Open(path).Entries[1];
        using (FileStream stream = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            stream.SetLength(130);
        }

        Assert.Contains("it changed: run again when it is complete", Assert.Throws<InputException>(() => entry.Read()).Message);
    }

    [Fact]
    public void Read_ManyThreads_GiveEachItsOwn()
    {
        byte[] values = ArrayFiles.Noise(100 * 5 * 6 * 3, 3);
        byte[][] expected = [.. values.Chunk(90)];
        ImageSource source = ImageSources.Open(Write(ArrayFiles.Npy([.. expected.SelectMany(pixels => ArrayFiles.Planes(pixels))], 100, 3, 5, 6)));

        Parallel.For(0, 2000, i => Assert.Equal(expected[i % 100], source.Entries[i % 100].Read()[^90..]));
    }

    private string Target => Path.Combine(folder.Path, "x.npy");

    private string Write(byte[] file) => folder.Write("x.npy", file);
}
