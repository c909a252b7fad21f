using Fidelis.Imaging.Pixels;
using Fidelis.Imaging.Resampling;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.Threading;
using Fidelis.Testing;

namespace Fidelis.Imaging.Tests.Resampling;

/// <summary>Laws that every kernel obeys, and what the resampler promises apart from them.</summary>
public sealed class ResamplerTests
{
    private static readonly (int From, int To)[] Axes = [(64, 299), (299, 64), (70, 69), (3, 50), (50, 3), (1, 7), (7, 1), (1024, 299)];

    public static TheoryData<string> Kernels => [.. ResamplingCatalog.All.Select(kernel => kernel.Id)];

    [Fact]
    public void Catalogue_Ids_AreUniqueAndOrdered()
    {
        string[] ids = [.. ResamplingCatalog.All.Select(kernel => kernel.Id)];
        Assert.Equal(["area", "bilinear", "bilinear-antialias", "pillow-bicubic", "pillow-bilinear", "pillow-box", "pillow-lanczos", "tf1-bilinear"], ids);
        Assert.All(ResamplingCatalog.All, kernel => Assert.False(kernel.Summary.EndsWith('.')));
        InputException error = Assert.Throws<InputException>(() => ResamplingCatalog.Find("bicubic"));
        Assert.Contains("pillow-bicubic", error.Message);
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Weigh_AnySizes_SumsToOne(string id)
    {
        IResamplingKernel kernel = ResamplingCatalog.Find(id);
        foreach ((int from, int to) in Axes)
        {
            for (int q = 0; q < to; q++)
            {
                List<double> weights = [];
                kernel.Weigh(from, to, q, weights);

                // Weights of float32 are each off by half a unit of their last place, at most 2^-25 for each of up to 7 beside the sum.
                Assert.Equal(1, weights.Sum(), kernel.Arithmetic == ResamplingArithmetic.Float64Sum ? 1e-15 * weights.Count : 2.4e-7);
            }
        }
    }

    // The fast path's own cases are registers, blocks of rows, chunks of columns, the ring and the source's type. All of them add the same
    // products in the same order as plain loops: equal to the last bit.
    [Theory]
    [MemberData(nameof(Kernels))]
    public void Resize_AllSmallSizes_EqualsThePlainPath(string id)
    {
        IResamplingKernel kernel = ResamplingCatalog.Find(id);
        Resampler[] widths = [new(kernel, Overshoot.Keep, 128), new(kernel, Overshoot.Keep, 256), new(kernel, Overshoot.Keep, 512)];
        for (int size = 1; size <= 70; size++)
        {
            PixelImage pixels = TestPictures.Picture(size, size, 71 - size);
            FloatImage values = TestPictures.FloatPicture(size, 71 - size, size);
            int width = size % 5 == 1 ? size : 1 + (size * 37 % 70);
            int height = size % 5 == 2 ? 71 - size : 1 + (size * 11 % 70);
            float[] expected = PlainResampler.Resize(kernel, FloatImage.From(pixels), width, height);
            float[] expectedOfValues = size % 3 == 0 ? PlainResampler.Resize(kernel, values, width, height) : [];
            foreach (Resampler resampler in widths)
            {
                Assert.True(expected.AsSpan().SequenceEqual(resampler.Resize(pixels, width, height)), $"{size} x {71 - size} -> {width} x {height}");
                if (size % 3 == 0)
                {
                    Assert.True(expectedOfValues.AsSpan().SequenceEqual(resampler.Resize(values, width, height)), $"{71 - size} x {size} -> {width} x {height}");
                }
            }
        }
    }

    // Rows of more than one chunk of columns, and output pixels that need more columns than a chunk has.
    [Theory]
    [InlineData("pillow-lanczos", 700, 5, 299, 9)]
    [InlineData("pillow-lanczos", 1500, 3, 4, 2)]
    [InlineData("tf1-bilinear", 1500, 40, 40, 9)]
    [InlineData("bilinear-antialias", 3, 1500, 2, 4)]
    public void Resize_LongAxis_EqualsThePlainPath(string id, int fromWidth, int fromHeight, int width, int height)
    {
        IResamplingKernel kernel = ResamplingCatalog.Find(id);
        PixelImage source = TestPictures.Picture(7, fromWidth, fromHeight);

        Assert.Equal(PlainResampler.Resize(kernel, FloatImage.From(source), width, height), new Resampler(kernel, Overshoot.Keep).Resize(source, width, height));
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Resize_SameSize_KeepsTheExactPixels(string id)
    {
        PixelImage source = TestPictures.Picture(5, 31, 17);
        Assert.Equal(source.Rgb.Select(value => (float)value), new Resampler(ResamplingCatalog.Find(id), Overshoot.Keep).Resize(source, 31, 17));
    }

    // The weights have the sum 1 within a few units of the last place (see above), of float32 at worst, and there are two passes.
    [Theory]
    [MemberData(nameof(Kernels))]
    public void Resize_FlatPicture_StaysFlat(string id)
    {
        foreach ((int from, int to) in Axes)
        {
            PixelImage source = new(from, 5, [.. Enumerable.Repeat((byte)201, from * 5 * 3)]);
            float[] result = new Resampler(ResamplingCatalog.Find(id), Overshoot.Keep).Resize(source, to, 8);
            NumericAssert.Close([.. Enumerable.Repeat(201f, result.Length)], result, 1e-4);
        }
    }

    // Positions of mirrored samples are not mirrored to the last digit: float32 positions near 300 are 3e-5 apart, times neighbours that
    // differ by up to 255. Pillow's box is left out: a centre on the border of two output samples belongs to the left one.
    [Theory]
    [InlineData("area", 1e-4)]
    [InlineData("bilinear", 0.02)]
    [InlineData("bilinear-antialias", 0.02)]
    [InlineData("pillow-bicubic", 1e-4)]
    [InlineData("pillow-bilinear", 1e-4)]
    [InlineData("pillow-lanczos", 1e-4)]
    public void Resize_MirroredPicture_IsTheMirroredResult(string id, double tolerance)
    {
        Resampler resampler = new(ResamplingCatalog.Find(id), Overshoot.Keep);
        foreach ((int from, int to) in Axes.SkipLast(1))
        {
            PixelImage source = TestPictures.Picture(from, from, 3);
            NumericAssert.Close(
                Mirror(resampler.Resize(source, to, 5), to),
                resampler.Resize(new PixelImage(from, 3, Mirror(source.Rgb, from)), to, 5),
                tolerance);
        }
    }

    // The known fault of this rule, which scores that imitate TensorFlow 1 depend on: a ramp 0, 1, 2 ... of twice the size moves left by a
    // quarter of a source pixel against the one between centres.
    [Fact]
    public void Resize_RampByTensorFlow_IsShifted()
    {
        FloatImage ramp = TestPictures.FloatImageOf(8, 1, [.. Enumerable.Range(0, 24).Select(i => (float)(i / 3))]);
        float[] shifted = new Resampler(new TensorFlowBilinear(), Overshoot.Keep).Resize(ramp, 16, 1);
        float[] centered = new Resampler(new HalfPixelBilinear(), Overshoot.Keep).Resize(ramp, 16, 1);
        Assert.Equal([0, 0.5f, 1, 1.5f, 2, 2.5f, 3, 3.5f, 4, 4.5f, 5, 5.5f, 6, 6.5f, 7, 7], shifted.Where((_, i) => i % 3 == 0));
        Assert.Equal([0, 0.25f, 0.75f, 1.25f, 1.75f, 2.25f, 2.75f, 3.25f, 3.75f, 4.25f, 4.75f, 5.25f, 5.75f, 6.25f, 6.75f, 7], centered.Where((_, i) => i % 3 == 0));
    }

    // Values below 600 and three results with roundings of 2^-15 to each pass: a few of them may meet.
    [Theory]
    [MemberData(nameof(Kernels))]
    public void Resize_WeightedSumOfPictures_IsTheWeightedSumOfResults(string id)
    {
        Resampler resampler = new(ResamplingCatalog.Find(id), Overshoot.Keep);
        FloatImage first = TestPictures.FloatPicture(1, 23, 31);
        FloatImage second = TestPictures.FloatPicture(2, 23, 31);
        FloatImage both = TestPictures.FloatImageOf(23, 31, [.. first.Values.Zip(second.Values, (a, b) => (2 * a) - b)]);
        float[] expected = [.. resampler.Resize(first, 40, 13).Zip(resampler.Resize(second, 40, 13), (a, b) => (2 * a) - b)];
        NumericAssert.Close(expected, resampler.Resize(both, 40, 13), 5e-4);
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Resize_BothAxes_IsAcrossThenDown(string id)
    {
        Resampler resampler = new(ResamplingCatalog.Find(id), Overshoot.Keep);
        FloatImage source = TestPictures.FloatPicture(3, 41, 29);
        FloatImage across = TestPictures.FloatImageOf(17, 29, resampler.Resize(source, 17, 29));

        // The result of a pass is float32 anyway, so that nothing is lost in between.
        Assert.Equal(resampler.Resize(across, 17, 50), resampler.Resize(source, 17, 50));
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Resize_Region_IsThePictureCutOut(string id)
    {
        Resampler resampler = new(ResamplingCatalog.Find(id), Overshoot.Keep);
        PixelImage source = TestPictures.Picture(4, 40, 30);
        foreach (PixelRegion region in (PixelRegion[])[new(0, 0, 7, 30), new(33, 29, 7, 1), new(5, 6, 31, 20)])
        {
            byte[] cut = [.. Enumerable.Range(0, region.Height).SelectMany(y => source.Rgb.Skip((((region.Top + y) * 40) + region.Left) * 3).Take(region.Width * 3))];
            float[] actual = new float[19 * 23 * 3];
            resampler.Resize(source, region, 19, 23, actual);
            Assert.Equal(resampler.Resize(new PixelImage(region.Width, region.Height, cut), 19, 23), actual);
        }
    }

    [Theory]
    [InlineData("pillow-bicubic")]
    [InlineData("pillow-lanczos")]
    public void Resize_HardEdge_IsClippedOnlyOnRequest(string id)
    {
        PixelImage source = TestPictures.Picture(3, 9, 9);
        float[] kept = new Resampler(ResamplingCatalog.Find(id), Overshoot.Keep).Resize(source, 40, 40);
        float[] clipped = new Resampler(ResamplingCatalog.Find(id), Overshoot.Clip).Resize(source, 40, 40);
        Assert.True(kept.Min() < -1 && kept.Max() > 256);
        Assert.Equal(kept.Select(value => Math.Clamp(value, 0, 255)), clipped);
        Assert.Contains(clipped, value => value != MathF.Round(value));
    }

    // Large enough to be cut into bands; the cut shows in no digit.
    [Theory]
    [InlineData("pillow-lanczos")]
    [InlineData("tf1-bilinear")]
    public void Resize_LargePictureOnManyThreads_EqualsOneThread(string id)
    {
        Resampler resampler = new(ResamplingCatalog.Find(id), Overshoot.Keep);
        PixelImage source = TestPictures.Picture(1, 900, 700);
        int threads = Parallelism.ThreadCount;
        try
        {
            Parallelism.ThreadCount = 1;
            float[] expected = resampler.Resize(source, 2100, 1700);
            Parallelism.ThreadCount = 3;
            Assert.True(expected.AsSpan().SequenceEqual(resampler.Resize(source, 2100, 1700)));
        }
        finally
        {
            Parallelism.ThreadCount = threads;
        }
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Resize_SeenSizes_AllocatesNothing(string id)
    {
        Resampler resampler = new(ResamplingCatalog.Find(id), Overshoot.Clip);
        PixelImage source = TestPictures.Picture(9, 64, 64);
        float[] destination = new float[99 * 99 * 3];
        resampler.Resize(source, 99, 99, destination);

        // The bag that scratch memory waits in is shared: tests of other threads may take what is in it, or make it grow. What a resize
        // itself allocates, it allocates in every round of 20.
        long least = long.MaxValue;
        for (int round = 0; round < 200 && least > 2_000; round++)
        {
            least = Math.Min(least, AllocatedBytes());
        }

        Assert.InRange(least, 0, 2_000);

        long AllocatedBytes()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 20; i++)
            {
                resampler.Resize(source, 99, 99, destination);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void Table_ManySizes_KeepsABoundedNumber()
    {
        Resampler resampler = new(new AreaAverage(), Overshoot.Keep);
        ResamplingTable first = resampler.Table(1000, 10)!;
        Assert.Same(first, resampler.Table(1000, 10));
        for (int size = 11; size < 11 + 64; size++)
        {
            _ = resampler.Table(1000, size);
        }

        Assert.NotSame(first, resampler.Table(1000, 10));
        Assert.Null(resampler.Table(10, 10));
    }

    [Fact]
    public void Resize_WrongArguments_AreRefused()
    {
        Resampler resampler = new(new PillowBicubic(), Overshoot.Keep);
        PixelImage source = TestPictures.Picture(1, 4, 4);
        Assert.Throws<ArgumentException>(() => resampler.Resize(source, 2, 2, new float[11]));
        Assert.Throws<ArgumentOutOfRangeException>(() => resampler.Resize(source, 0, 2, []));
        Assert.Throws<ArgumentException>(() => resampler.Resize(source, int.MaxValue, int.MaxValue, new float[11]));
        foreach (PixelRegion outside in (PixelRegion[])[new(1, 0, 4, 4), new(0, 0, 4, 5), new(-1, 0, 2, 2), new(0, 0, 0, 4), new(int.MaxValue, 0, 4, 4)])
        {
            Assert.Throws<ArgumentException>(() => resampler.Resize(source, outside, 2, 2, new float[12]));
        }

        InputException error = Assert.Throws<InputException>(() => resampler.Resize(new PixelImage(2_000_000, 1, new byte[6_000_000]), 4, 1, new float[12]));
        Assert.Equal("A picture can be resized between sides of at most 1048576 pixels, but 2000000 -> 4 was asked for. Cut it into pieces first.", error.Message);
    }

    private static T[] Mirror<T>(T[] values, int width) =>
        [.. values.Chunk(width * 3).SelectMany(row => row.Chunk(3).Reverse().SelectMany(pixel => pixel))];
}
