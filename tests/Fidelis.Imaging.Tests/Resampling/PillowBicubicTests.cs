using System.Text.Json;
using Fidelis.Imaging.Pixels;
using Fidelis.Imaging.Resampling;
using Fidelis.Testing;

namespace Fidelis.Imaging.Tests.Resampling;

public sealed class PillowBicubicTests
{
    public static TheoryData<int> Cases => [.. Enumerable.Range(0, 12)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Resize_GoldenPicture_IsPillows(int index)
    {
        JsonElement item = Golden.Load("resampling", "pillow-bicubic")[index];
        PixelImage source = Picture(item.GetProperty("inputWidth").GetInt32(), item.GetProperty("inputHeight").GetInt32(), item.GetProperty("seed").GetUInt32(), item.GetProperty("hard").GetBoolean());
        float[] actual = Resize(source, item.GetProperty("width").GetInt32(), item.GetProperty("height").GetInt32());

        // Equal to the last bit: the same products of float64, added in the same order.
        Assert.Equal(item.GetProperty("values").Floats(), actual);
    }

    // A picture of one channel with 5 rows of 7, whose result numpy computed from the formula to four decimals (hence 5e-5).
    [Fact]
    public void Resize_KnownPicture_GivesTheDigitsOfTheFormula()
    {
        byte[] grey = [.. Lcg.Values(11, 35).Select(value => (byte)Math.Floor(value * 256))];
        PixelImage source = new(7, 5, [.. grey.SelectMany(value => (byte[])[value, value, value])]);
        float[] smaller = [.. Resize(source, 6, 4).Where((_, i) => i % 3 == 0)];
        NumericAssert.Close(
            [
                81.6682, 61.4769, 65.8133, 111.5821, 191.9747, 57.9246, 152.8504, 68.2364, 123.0314, 148.2584, 91.8472, 72.2974,
                174.4461, 150.3575, 51.251, 85.5187, 124.7963, 30.8958, 130.0657, 216.3848, 157.6813, 193.0994, 81.9745, 65.525,
            ],
            [.. smaller.Select(value => (double)value)],
            5e-5);
        float[] larger = [.. Resize(source, 11, 9).Take(33).Where((_, i) => i % 3 == 1)];
        NumericAssert.Close(
            [49.4869, 59.4525, 75.7994, 94.6219, 56.1689, 4.186, 123.633, 219.2631, 232.8641, 104.6931, 0.5625],
            [.. larger.Select(value => (double)value)],
            5e-5);
    }

    [Fact]
    public void Resize_AllSmallSizes_EqualsThePlainPath()
    {
        for (int size = 1; size <= 70; size++)
        {
            PixelImage source = Picture(size, 71 - size, (uint)size, hard: size % 4 == 0);
            foreach ((int width, int height) in ((int, int)[])[(71 - size, size), (size, 33), (17, 71 - size), (1, 1), (64, 64)])
            {
                float[] expected = new float[width * height * 3];
                PlainPillowBicubic.Resize(source, width, height, expected);

                // The same products in the same order: equal to the last bit.
                Assert.Equal(expected, Resize(source, width, height));
            }
        }
    }

    [Fact]
    public void Resize_SameSize_KeepsTheExactPixels()
    {
        PixelImage source = Picture(31, 17, 5, hard: false);
        Assert.Equal(source.Rgb.Select(value => (float)value), Resize(source, 31, 17));
    }

    // The weights of every output sample have the sum 1: a flat picture stays flat, within the rounding of that sum in float64
    // and one rounding to float32 at most.
    [Theory]
    [InlineData(64, 64, 299, 299)]
    [InlineData(100, 3, 7, 90)]
    public void Resize_FlatPicture_StaysFlat(int fromWidth, int fromHeight, int width, int height)
    {
        PixelImage source = new(fromWidth, fromHeight, [.. Enumerable.Repeat((byte)201, fromWidth * fromHeight * 3)]);
        float[] result = Resize(source, width, height);
        NumericAssert.Close([.. Enumerable.Repeat(201f, result.Length)], result, 1.6e-5);
    }

    [Fact]
    public void Resize_HardEdge_StaysWithinTheRangeOfPixels()
    {
        float[] result = Resize(Picture(9, 9, 3, hard: true), 40, 40);
        Assert.Equal(0, result.Min());
        Assert.Equal(255, result.Max());
        Assert.Contains(result, value => value != MathF.Round(value));
    }

    [Fact]
    public void Resize_SeenSizes_AllocatesNothing()
    {
        PixelImage source = Picture(64, 64, 9, hard: false);
        float[] destination = new float[99 * 99 * 3];
        PillowBicubic.Resize(source, 99, 99, destination);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 20; i++)
        {
            PillowBicubic.Resize(source, 99, 99, destination);
        }

        // The pool may give a little memory back to the collector when it is trimmed; one picture of scratch alone would be 76 KB.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 80_000);
    }

    [Fact]
    public void Resize_DestinationOfAnotherLength_IsRefused() =>
        Assert.Throws<ArgumentException>(() => PillowBicubic.Resize(Picture(4, 4, 1, hard: false), 2, 2, new float[11]));

    private static float[] Resize(PixelImage source, int width, int height)
    {
        float[] destination = new float[width * height * 3];
        PillowBicubic.Resize(source, width, height, destination);
        return destination;
    }

    private static PixelImage Picture(int width, int height, uint seed, bool hard) =>
        new(width, height, [.. Lcg.Values(seed, width * height * 3).Select(value => (byte)Math.Floor(value * 256)).Select(value => hard ? value < 128 ? (byte)0 : (byte)255 : value)]);
}
