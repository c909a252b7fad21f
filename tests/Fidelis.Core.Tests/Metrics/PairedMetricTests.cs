using System.Text.Json;
using Fidelis.Imaging.Comparison;
using Fidelis.Imaging.Pixels;
using Fidelis.Metrics;
using Fidelis.Testing;

namespace Fidelis.Tests.Metrics;

public sealed class PairedMetricTests
{
    public static TheoryData<string> Ids => [.. MetricCatalog.All.OfType<IPairedMetric>().Select(metric => metric.Descriptor.Id)];

    [Fact]
    public void Compute_GoldenPictures_AreThoseOfScikitImageAndOfTheDefinitions()
    {
        int compared = 0;
        foreach (JsonElement golden in Golden.Load("pairs", "pictures").EnumerateArray())
        {
            PicturePair pair = GoldenPair(golden);

            // Sums of whole numbers, divided once.
            Assert.Equal(golden.GetProperty("mse").GetDouble(), Value("mse", pair));
            NumericAssert.Close(Math.Sqrt(golden.GetProperty("mse").GetDouble()), Value("rmse", pair), absolute: 0, relative: 1e-15);
            if (golden.GetProperty("psnr").ValueKind != JsonValueKind.Null)
            {
                NumericAssert.Close(golden.GetProperty("psnr").GetDouble(), Value("psnr", pair), absolute: 0, relative: 1e-14);
            }

            // Both sides take squares of means from means of squares in float64: 1e-11 beside C2 = 58.5, and scikit-image sums its windows as they slide.
            foreach (string convention in (string[])["wang", "skimage", "torchmetrics"])
            {
                if (golden.TryGetProperty(convention, out JsonElement similarity))
                {
                    NumericAssert.Close(similarity.GetDouble(), Value("ssim", pair, ("convention", convention)), absolute: 1e-12);
                    compared++;
                }
            }

            if (golden.TryGetProperty("ms-ssim", out JsonElement scales))
            {
                double[] expected = scales.Doubles();
                for (int levels = 1; levels <= expected.Length; levels++)
                {
                    // The power of a mean near 0 makes its error larger: the weights are 0.04 at least.
                    NumericAssert.Close(expected[levels - 1], Value("ms-ssim", pair, ("levels", $"{levels}")), absolute: 1e-11);
                }

                NumericAssert.Close(expected[^1], Value("ms-ssim", pair), absolute: 1e-11);
                compared += expected.Length;
            }
        }

        Assert.True(compared > 250, $"Only {compared} values were compared.");
    }

    [Fact]
    public void Compute_SmoothedNoiseOf32_IsWhatTheDefinitionsWriteDown()
    {
        const int Side = 32;
        double[] noise = Array.ConvertAll(Lcg.Values(6, Side * Side, 256), Math.Floor);
        double[] change = Array.ConvertAll(Lcg.Values(7, Side * Side, 41), Math.Floor);
        double Smooth(int place)
        {
            double sum = 0;
            for (int i = 0; i < 9; i++)
            {
                sum += noise[(Math.Clamp((place / Side) + (i / 3) - 1, 0, Side - 1) * Side) + Math.Clamp((place % Side) + (i % 3) - 1, 0, Side - 1)];
            }

            return Math.Round(sum / 9);
        }

        PicturePair pair = Grey(Side, Side, i => (byte)Smooth(i), i => (byte)Math.Clamp(Smooth(i) + change[i] - 20, 0, 255));

        // Values of scikit-image 0.19.3, written with 15 digits.
        Assert.Equal([83, 128, 165, 161, 107, 115, 93, 133], pair.Reference[..8]);
        Assert.Equal(143.6552734375, Value("mse", pair));
        NumericAssert.Close(26.5575878774307, Value("psnr", pair), absolute: 1e-13);
        NumericAssert.Close(0.872768032414655, Value("ssim", pair, ("convention", "skimage")), absolute: 1e-12);
        NumericAssert.Close(0.85089254898531, Value("ssim", pair), absolute: 1e-12);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Compute_EqualPictures_IsTheBestValueOfTheRange(string id)
    {
        PicturePair pair = Noise(1, 24, 19);
        PicturePair equal = PicturePair.Of(Picture(pair.Reference, 24, 19), Picture(pair.Reference, 24, 19));
        IPairedMetric metric = Find(id);

        Assert.Equal(metric.Descriptor.Direction == MetricDirection.LowerIsBetter ? metric.Least : metric.Greatest, Value(id, equal));
        Assert.Equal(metric.Descriptor.Axioms.HasFlag(MetricAxioms.Identity), Value(id, equal) == 0);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Compute_ExchangedPictures_GiveTheSameDigits(string id)
    {
        PicturePair pair = Noise(2, 26, 31);
        PicturePair exchanged = PicturePair.Of(Picture(pair.Generated, 26, 31), Picture(pair.Reference, 26, 31));

        Assert.Equal(Value(id, pair), Value(id, exchanged));
        Assert.True(Find(id).Descriptor.Axioms.HasFlag(MetricAxioms.Symmetry));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Compute_StrongerNoise_IsNeverBetter(string id)
    {
        bool isLowerBetter = Find(id).Descriptor.Direction == MetricDirection.LowerIsBetter;
        double[] values = [.. ((int[])[2, 8, 24, 60, 120]).Select(noise => Value(id, Noise(3, 40, 40, noise)))];

        Assert.Equal(isLowerBetter ? values.Order() : values.OrderDescending(), values);
        Assert.All(values, value => Assert.InRange(value, Find(id).Least, Find(id).Greatest));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Compute_GreyAsThreeEqualChannels_IsTheValueOfTheGrey(string id)
    {
        PicturePair grey = Grey(30, 22, i => (byte)(i * 7), i => (byte)(i * 5));
        FloatImage reference = Colour(grey.Reference, 30, 22);
        FloatImage generated = Colour(grey.Generated, 30, 22);

        // One sample that is not quite grey sends the picture the way of colour.
        generated.Values[0] += 1e-4f;
        PicturePair colour = PicturePair.Of(reference, generated);

        Assert.Equal((1, 3), (grey.ChannelCount, colour.ChannelCount));

        // The disturbance changes one of 1,980 samples by 1e-4.
        NumericAssert.Close(Value(id, grey), Value(id, colour), absolute: 1e-4, relative: 1e-6);
    }

    [Fact]
    public void Compute_MeanSquaredError_ObeysTheTriangleInequalityOfItsRoot()
    {
        float[][] pictures = [.. Enumerable.Range(1, 4).Select(seed => Lcg.Floats((uint)seed, 12 * 12 * 3, 255))];
        foreach (string id in (string[])["mse", "rmse"])
        {
            double Root(int i, int j) => Math.Sqrt(Value(id, PicturePair.Of(Picture(pictures[i], 12, 12), Picture(pictures[j], 12, 12))));
            for (int i = 0; i < 64; i++)
            {
                Assert.True(Root(i / 16, i % 4) <= Root(i / 16, i / 4 % 4) + Root(i / 4 % 4, i % 4) + 1e-12);
            }
        }
    }

    [Fact]
    public void Compute_MultiScaleOfANegative_IsZeroAndSaysThatItWasClipped()
    {
        double[] noise = Lcg.Values(9, 32 * 32, 255);
        PicturePair pair = Grey(32, 32, i => (byte)noise[i], i => (byte)(255 - noise[i]));

        PairedValue value = Find("ms-ssim").Compute(pair, MetricSettings.Default);

        Assert.Equal(new PairedValue(0, IsClipped: true), value);
        PairedFindings findings = Find("ms-ssim").Describe(new PairedValues([0], [(32, 32)], 1), MetricSettings.Default);
        Assert.Equal(1, findings.Details["clippedPairs"]);
        Assert.Contains(findings.Notes, note => note.Contains("counts as 0", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(11, 1)]
    [InlineData(20, 1)]
    [InlineData(21, 2)]
    [InlineData(40, 2)]
    [InlineData(41, 3)]
    [InlineData(64, 3)]
    [InlineData(81, 4)]
    [InlineData(160, 4)]
    [InlineData(161, 5)]
    [InlineData(4000, 5)]
    public void Describe_MultiScale_SaysHowManyScalesASizeHas(int side, int levels)
    {
        PairedFindings findings = Find("ms-ssim").Describe(new PairedValues([0.5], [(side, side + 3)], 0), MetricSettings.Default);

        Assert.Equal([levels, levels], findings.Details.Values);
        Assert.Equal(levels < 5 ? 1 : 0, findings.Notes.Count);
        Assert.True(Find("ms-ssim").SmallestSide(Settings(("levels", $"{levels}"))) <= side);
        Assert.True(levels == 5 || Find("ms-ssim").SmallestSide(Settings(("levels", $"{levels + 1}"))) > side);
    }

    [Fact]
    public void Describe_MultiScaleOfSeveralSizes_NamesTheFewestScalesForAll() => Assert.Contains(
        "set ms-ssim.levels=2 for all",
        Find("ms-ssim").Describe(new PairedValues([0.5, 0.5], [(64, 64), (30, 64)], 0), MetricSettings.Default).Notes.Single(),
        StringComparison.Ordinal);

    [Fact]
    public void Describe_PeakSignalNoiseRatio_PoolsTheErrorsAndLeavesEqualPairsOut()
    {
        double[] errors = [4, 25, 0];
        double[] values = [.. errors.Select(error => 10 * Math.Log10(65025 / error))];

        PairedFindings findings = Find("psnr").Describe(new PairedValues(values, [(9, 9), (9, 9), (9, 9)], 0), MetricSettings.Default);

        // Errors go through decibels and back.
        NumericAssert.Close(10 * Math.Log10(65025 / errors.Average()), findings.Details["pooled"], absolute: 1e-12);
        NumericAssert.Close((values[0] + values[1]) / 2, findings.Details["finiteMean"], absolute: 1e-12);
        Assert.Equal(1, findings.Details["infinitePairs"]);
        Assert.Single(findings.Notes);
        Assert.Equal(double.PositiveInfinity, Find("psnr").Describe(new PairedValues([double.PositiveInfinity], [(9, 9)], 0), MetricSettings.Default).Details["pooled"]);
    }

    [Fact]
    public void Compute_MultiScaleOfTorchmetrics_IsItsDefinition()
    {
        foreach (JsonElement golden in Golden.Load("metrics", "conventions").GetProperty("multiScale").EnumerateArray())
        {
            PicturePair pair = GoldenPair(golden);
            double[] expected = golden.GetProperty("values").Doubles();
            for (int levels = 1; levels <= expected.Length; levels++)
            {
                // As for Wang's.
                NumericAssert.Close(expected[levels - 1], Value("ms-ssim", pair, ("convention", "torchmetrics"), ("levels", $"{levels}")), absolute: 1e-11);
            }

            NumericAssert.Close(expected[^1], Value("ms-ssim", pair, ("convention", "torchmetrics")), absolute: 1e-11);
        }
    }

    [Fact]
    public void PsnrOfTorchmetrics_PairsOfUnequalSize_IsTheRatioOverAllPixels()
    {
        IPairedMetric psnr = Find("psnr");
        MetricSettings settings = new(new Dictionary<string, string> { ["convention"] = "torchmetrics" });
        double[] errors = [4, 25, 9, 0];
        PairedValues values = new([.. errors.Select(error => 10 * Math.Log10(65025 / error))], [(10, 10), (20, 10), (30, 20), (10, 10)], 0);

        MetricScore score = PairedScore.Of(psnr, values, psnr.Describe(values, settings));

        double pooled = ((4 * 100) + (25 * 200) + (9 * 600)) / 1000.0;
        NumericAssert.Close(10 * Math.Log10(65025 / pooled), score.Value, absolute: 1e-12);
        Assert.Equal(double.PositiveInfinity, score.Details["mean"]);
        Assert.True(score.Interval!.Value.Lower < score.Value && score.Interval.Value.Upper > score.Value && double.IsFinite(score.Interval.Value.Upper));

        // Of pairs of one size the error is that of the mean squared error, in decibels.
        PairedValues equal = new(values.Values, [(9, 9), (9, 9), (9, 9), (9, 9)], 0);
        double mean = errors.Average();
        double ofMean = Math.Sqrt(errors.Sum(error => (error - mean) * (error - mean)) / 3 / 4);
        NumericAssert.Close(10 / Math.Log(10) * ofMean / mean, PairedScore.Of(psnr, equal, psnr.Describe(equal, settings)).StandardError!.Value, 0, 1e-12);

        PairedValues one = new([30], [(9, 9)], 0);
        Assert.Contains("one pair", PairedScore.Of(psnr, one, psnr.Describe(one, settings)).WhyNoInterval);
    }

    private static PicturePair GoldenPair(JsonElement golden)
    {
        int width = golden.GetProperty("width").GetInt32();
        int height = golden.GetProperty("height").GetInt32();
        int channels = golden.GetProperty("channels").GetInt32();
        int noise = golden.GetProperty("noise").GetInt32();
        uint seed = golden.GetProperty("seed").GetUInt32();
        double[] first = Lcg.Values(seed, width * height * channels);
        double[] second = Lcg.Values(seed + 1000, first.Length);
        byte[][] levels = [new byte[first.Length], new byte[first.Length]];
        for (int i = 0; i < first.Length; i++)
        {
            (int x, int y, int c) = (i / channels % width, i / channels / width, i % channels);
            levels[0][i] = (byte)((((5 * x) + (3 * y) + (31 * c)) % 151) + (40 * (((x / 5) + (y / 7)) % 2)) + (int)(40 * first[i]));
            levels[1][i] = (byte)Math.Clamp(levels[0][i] + (int)(noise * second[i]) - (noise / 2), 0, 255);
        }

        Assert.Equal(golden.GetProperty("sums").Integers(), levels.Select(picture => picture.Sum(level => level)));
        FloatImage[] pictures = [.. levels.Select(picture => channels == 1
            ? Colour(Array.ConvertAll(picture, level => (float)level), width, height)
            : FloatImage.From(new PixelImage(width, height, picture)))];
        return PicturePair.Of(pictures[0], pictures[1]);
    }

    private static PicturePair Noise(uint seed, int width, int height, int noise = 50)
    {
        double[] first = Lcg.Values(seed, width * height * 3, 256);
        double[] second = Lcg.Values(seed + 99, first.Length);
        return PicturePair.Of(
            Picture([.. first.Select(level => (float)Math.Floor(level))], width, height),
            Picture([.. first.Select((level, i) => (float)Math.Clamp(Math.Floor(level) + Math.Floor((second[i] - 0.5) * noise), 0, 255))], width, height));
    }

    private static PicturePair Grey(int width, int height, Func<int, byte> reference, Func<int, byte> generated) => PicturePair.Of(
        Colour([.. Enumerable.Range(0, width * height).Select(i => (float)reference(i))], width, height),
        Colour([.. Enumerable.Range(0, width * height).Select(i => (float)generated(i))], width, height));

    private static FloatImage Colour(float[] grey, int width, int height) => Picture([.. grey.SelectMany(level => (float[])[level, level, level])], width, height);

    private static FloatImage Picture(float[] values, int width, int height)
    {
        FloatImage picture = new(width, height);
        values.CopyTo(picture.Values, 0);
        return picture;
    }

    private static IPairedMetric Find(string id) => (IPairedMetric)MetricCatalog.Find(id)!;

    private static double Value(string id, PicturePair pair, params (string Name, string Value)[] settings) => Find(id).Compute(pair, Settings(settings)).Value;

    private static MetricSettings Settings(params (string Name, string Value)[] values) => new(values.ToDictionary(value => value.Name, value => value.Value));
}
