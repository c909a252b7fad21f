using Fidelis.Imaging.Comparison;
using Fidelis.Imaging.Pixels;
using Fidelis.Testing;

namespace Fidelis.Imaging.Tests.Comparison;

public sealed class StructuralSimilarityTests
{
    private const double C1 = 6.5025;

    private static readonly double[] Gaussian = NormalTaps();
    private static readonly double[] Uniform = [.. Enumerable.Repeat(1 / 7.0, 7)];

    private static readonly (SimilarityWindow Window, double[] Taps, bool ReachesOut, double VarianceFactor)[] Windows =
    [
        (SimilarityWindow.Wang, Gaussian, false, 1),
        (SimilarityWindow.ScikitImage, Uniform, false, 49 / 48.0),
        (SimilarityWindow.TorchMetrics, Gaussian, true, 1),
    ];

    [Fact]
    public void Compute_EverySmallSizeAndWindow_IsThatOfThePaperWrittenOut()
    {
        foreach ((SimilarityWindow window, double[] taps, bool reachesOut, double factor) in Windows)
        {
            // Widths on both sides of every register and of the window; a long row once.
            foreach ((int width, int height) in Sizes(window.SmallestSide))
            {
                foreach (bool isGrey in (bool[])[false, true])
                {
                    PicturePair pair = Noise(width, height, isGrey);
                    SimilarityTerms terms = StructuralSimilarity.Compute(pair, window);

                    Assert.Equal(isGrey ? 1 : 3, terms.Similarity.Count);
                    for (int channel = 0; channel < terms.Similarity.Count; channel++)
                    {
                        (double similarity, double contrast) = PlainSimilarity.Compute(pair, channel, taps, reachesOut, factor);

                        // Means of squares up to 255² less squares of means leave 1e-11 in a variance, beside C2 = 58.5.
                        NumericAssert.Close([similarity, contrast], [terms.Similarity[channel], terms.ContrastStructure[channel]], absolute: 1e-12);
                    }
                }
            }
        }
    }

    [Fact]
    public void Compute_ConstantPictures_AreTheTermOfLuminanceAlone()
    {
        foreach ((SimilarityWindow window, _, _, _) in Windows)
        {
            foreach ((byte x, byte y) in ((byte, byte)[])[(0, 255), (100, 120), (7, 7), (0, 0), (255, 254)])
            {
                SimilarityTerms terms = StructuralSimilarity.Compute(PairOf(20, 15, (_, _) => (x, y)), window);

                // The weights sum to 1 within a few units in the last place, of values whose squares are 65,025.
                NumericAssert.Close(((2.0 * x * y) + C1) / (((double)x * x) + ((double)y * y) + C1), terms.Similarity[0], absolute: 1e-11);
                NumericAssert.Close(1, terms.ContrastStructure[0], absolute: 1e-11);
            }
        }
    }

    [Fact]
    public void Compute_EqualPictures_IsExactlyOneAndExchangedPicturesChangeNothing()
    {
        foreach ((SimilarityWindow window, _, _, _) in Windows)
        {
            PicturePair pair = Noise(33, 27, isGrey: false);
            PicturePair equal = PicturePair.Of(Picture(33, 27, pair.Reference), Picture(33, 27, pair.Reference));
            PicturePair exchanged = PicturePair.Of(Picture(33, 27, pair.Generated), Picture(33, 27, pair.Reference));

            Assert.Equal([1, 1, 1], StructuralSimilarity.Compute(equal, window).Similarity);
            Assert.Equal([1, 1, 1], StructuralSimilarity.Compute(equal, window).ContrastStructure);
            Assert.Equal(StructuralSimilarity.Compute(pair, window).Similarity, StructuralSimilarity.Compute(exchanged, window).Similarity);
        }
    }

    [Fact]
    public void Compute_Negative_IsNegativeAndWithinItsRange()
    {
        Random random = new(4);
        PicturePair pair = PairOf(40, 40, (_, _) => (byte)random.Next(256) is var level ? (level, (byte)(255 - level)) : default);

        double similarity = StructuralSimilarity.Compute(pair, SimilarityWindow.Wang).Similarity[0];

        Assert.InRange(similarity, -1, -0.5);
    }

    [Fact]
    public void Compute_SmallerThanTheWindow_IsRefused()
    {
        foreach ((SimilarityWindow window, _, _, _) in Windows)
        {
            PicturePair pair = Noise(window.SmallestSide - 1, 40, isGrey: true);

            Assert.Throws<ArgumentException>(() => StructuralSimilarity.Compute(pair, window));
        }
    }

    [Fact]
    public void MeanSquaredError_OfAShift_IsItsSquareAndOfNoiseTheSum()
    {
        Assert.Equal(49, PairOf(17, 9, (x, y) => ((byte)(x + (2 * y)), (byte)(x + (2 * y) + 7))).MeanSquaredError);
        foreach (int width in (int[])[1, 2, 5, 6, 16, 33])
        {
            PicturePair pair = Noise(width, 3, isGrey: false);

            // Of whole levels every sum is exact.
            double expected = pair.Reference.Zip(pair.Generated, (x, y) => ((double)x - y) * (x - y)).Sum() / pair.Reference.Length;
            Assert.Equal(expected, pair.MeanSquaredError);
        }
    }

    [Fact]
    public void Halve_OddSides_RepeatTheLastSamples()
    {
        PicturePair half = PairOf(3, 3, (x, y) => ((byte)((10 * y) + x), 0)).Halve();

        Assert.Equal((2, 2), (half.Width, half.Height));
        Assert.Equal([5.5f, 7, 20.5f, 22], half.Reference);
        Assert.Equal([0f, 0, 0, 0], half.Generated);
    }

    [Fact]
    public void Of_TwoSizes_IsRefused() =>
        Assert.Throws<ArgumentException>(() => PicturePair.Of(new FloatImage(3, 4), new FloatImage(4, 3)));

    private static IEnumerable<(int Width, int Height)> Sizes(int smallest)
    {
        for (int side = smallest; side < smallest + 12; side++)
        {
            yield return (side, smallest + ((side * 5) % 7));
        }

        yield return (257, smallest);
        yield return (smallest, 70);
    }

    private static PicturePair Noise(int width, int height, bool isGrey)
    {
        Random random = new((width * 1000) + height);
        byte[] reference = new byte[width * height * 3];
        byte[] generated = new byte[reference.Length];
        random.NextBytes(reference);
        for (int i = 0; i < reference.Length; i++)
        {
            reference[i] = isGrey ? reference[i / 3 * 3] : reference[i];
            generated[i] = isGrey && i % 3 > 0 ? generated[i - 1] : (byte)Math.Clamp(reference[i] + random.Next(-60, 61), 0, 255);
        }

        return PicturePair.Of(FloatImage.From(new PixelImage(width, height, reference)), FloatImage.From(new PixelImage(width, height, generated)));
    }

    private static PicturePair PairOf(int width, int height, Func<int, int, (byte Reference, byte Generated)> grey)
    {
        FloatImage reference = new(width, height);
        FloatImage generated = new(width, height);
        for (int i = 0; i < width * height; i++)
        {
            (byte x, byte y) = grey(i % width, i / width);
            reference.Values.AsSpan(3 * i, 3).Fill(x);
            generated.Values.AsSpan(3 * i, 3).Fill(y);
        }

        return PicturePair.Of(reference, generated);
    }

    private static FloatImage Picture(int width, int height, float[] values)
    {
        FloatImage picture = new(width, height);
        values.CopyTo(picture.Values, 0);
        return picture;
    }

    private static double[] NormalTaps()
    {
        double[] taps = [.. Enumerable.Range(-5, 11).Select(k => Math.Exp(-k * k / 4.5))];
        return [.. taps.Select(tap => tap / taps.Sum())];
    }
}
