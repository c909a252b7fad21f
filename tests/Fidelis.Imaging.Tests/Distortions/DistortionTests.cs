using Fidelis.Imaging.Distortions;
using Fidelis.Imaging.Drawing.Phantoms;
using Fidelis.Imaging.Pixels;
using Fidelis.Numerics.Randomness;
using Fidelis.Testing;

namespace Fidelis.Imaging.Tests.Distortions;

/// <summary>What holds for every distortion of the catalogue, then what each of them promises.</summary>
public sealed class DistortionTests
{
    public static TheoryData<string> Ids => [.. DistortionCatalog.All.Select(distortion => distortion.Id)];

    [Fact]
    public void All_Distortions_AreOrderedByUniqueIds()
    {
        string[] ids = [.. DistortionCatalog.All.Select(distortion => distortion.Id)];
        Assert.Equal(["blur", "colour", "noise"], ids);
        Assert.Equal(ids.Order(StringComparer.Ordinal).Distinct(), ids);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Apply_StrengthZero_ChangesNothing(string id) => Assert.Equal(Cell().Rgb, Apply(id, 0).Rgb);

    [Theory]
    [MemberData(nameof(Ids))]
    public void Apply_GrowingStrength_MovesFartherFromThePicture(string id)
    {
        StrengthRange range = Find(id).Strength;
        double previous = 0;
        foreach (double share in (double[])[0.1, 0.3, 0.6, 1])
        {
            double error = Apply(id, range.Maximum * share).Rgb.Zip(Cell().Rgb, (a, b) => Math.Pow(a - b, 2)).Average();
            Assert.True(error > previous, $"At {share} of the range the squared error is {error}, but was {previous} before.");
            previous = error;
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Apply_SameGenerator_GivesTheSamePictureAndKeepsTheOriginal(string id)
    {
        PixelImage cell = Cell();
        byte[] before = [.. cell.Rgb];
        IDistortion distortion = Find(id);
        PixelImage first = distortion.Apply(cell, distortion.Strength.Default, new Xoshiro256(4));
        Assert.Equal(first.Rgb, distortion.Apply(cell, distortion.Strength.Default, new Xoshiro256(4)).Rgb);
        Assert.Equal(before, cell.Rgb);
    }

    [Fact]
    public void Noise_OnGrey_HasTheStandardDeviation()
    {
        PixelImage grey = new(200, 200, [.. Enumerable.Repeat((byte)128, 200 * 200 * 3)]);
        byte[] noisy = Find("noise").Apply(grey, 10, new Xoshiro256(1)).Rgb;
        double mean = noisy.Average(value => (double)value);
        double deviation = Math.Sqrt(noisy.Average(value => (value - mean) * (value - mean)));

        // 120,000 values: the mean has the standard error 0.03 and the deviation 0.02; rounding adds 1/12 to the variance.
        NumericAssert.Close(128, mean, 0.15);
        NumericAssert.Close(Math.Sqrt(100 + (1 / 12.0)), deviation, 0.1);
    }

    [Fact]
    public void Colour_ThirdOfACircle_ExchangesTheChannels()
    {
        PixelImage image = new(2, 1, [200, 100, 50, 77, 77, 77]);
        Assert.Equal([50, 200, 100, 77, 77, 77], Find("colour").Apply(image, 120, new Xoshiro256(1)).Rgb);
    }

    private static IDistortion Find(string id) => DistortionCatalog.All.Single(distortion => distortion.Id == id);

    private static PixelImage Apply(string id, double strength) => Find(id).Apply(Cell(), strength, new Xoshiro256(4));

    private static PixelImage Cell() => PhantomPainter.Paint("eosinophil", 3, 1, 48);
}
