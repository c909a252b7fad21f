using Fidelis.Evaluation;
using Fidelis.Features;
using Fidelis.Images;
using Fidelis.Imaging.Conversion;
using Fidelis.Networks.Architectures;

namespace Fidelis.Tests.Evaluation;

public sealed class ImageConclusionsTests
{
    private static readonly ImageKind Plain = new("PNG", "8-bit RGB", false, 64, 64);

    [Fact]
    public void Of_ImagesThatAreTakenAsTheyAre_SaysNothing() => Assert.Empty(Pair(Set("real", (Plain, 9)), Set("fake", (Plain, 5))));

    [Theory]
    [InlineData(PixelTreatments.Composited, "transparent-images", ConclusionKind.Note, "Transparent pixels of 2 of 9 images in 'real' were drawn on the background")]
    [InlineData(PixelTreatments.Oriented, "turned-images", ConclusionKind.Note, "Of 2 of 9 images in 'real' the EXIF orientation was applied")]
    [InlineData(PixelTreatments.FirstFrame, "further-frames", ConclusionKind.Warning, "Of 2 of 9 images in 'real' the first frame or page alone")]
    [InlineData(PixelTreatments.ProfileIgnored, "ignored-profiles", ConclusionKind.Note, "--profile convert")]
    [InlineData(PixelTreatments.CmykConverted, "cmyk-images", ConclusionKind.Note, "The inks (CMYK) of 2 of 9 images in 'real'")]
    public void Of_Treatments_AreCounted(PixelTreatments treatment, string id, ConclusionKind kind, string sentence)
    {
        SetImages set = Set("real", (Plain, 9));
        set = set with { Report = set.Report! with { Treatments = new Dictionary<PixelTreatments, long> { [treatment] = 2 } } };

        Conclusion conclusion = Assert.Single(ImageConclusions.Of(set));

        Assert.Equal((id, kind), (conclusion.Id, conclusion.Kind));
        Assert.Contains(sentence, conclusion.Message);
    }

    [Fact]
    public void Of_TreatmentsThatNeedNoWords_SaysNothing()
    {
        SetImages set = Set("real", (Plain, 9));

        Assert.Empty(ImageConclusions.Of(set with
        {
            Report = set.Report! with { Treatments = new Dictionary<PixelTreatments, long> { [PixelTreatments.Windowed] = 9, [PixelTreatments.ProfileConverted] = 9 } },
        }));
    }

    [Theory]
    [InlineData(4095, "0,4095")]
    [InlineData(3000, "0,4095")]
    [InlineData(1023, "0,1023")]
    [InlineData(16383, "0,16383")]
    [InlineData(16384, null)]
    [InlineData(0, null)]
    public void UnusedRange_ImagesOf16Bits_RecommendsAWindow(double largest, string? window)
    {
        SetImages set = Deep("real", 0, largest, SampleWindow.Full);

        Conclusion[] conclusions = [.. ImageConclusions.Of(set)];

        Assert.Equal(window is null ? [] : ["unused-range"], conclusions.Select(conclusion => conclusion.Id));
        Assert.All(conclusions, conclusion => Assert.Contains($"--window {window}.", conclusion.Message));
    }

    [Fact]
    public void ClippedValues_ValuesOutsideOfTheWindow_NamesBoth()
    {
        SetImages set = Deep("real", 5, 5000, new SampleWindow(SampleWindowKind.Fixed, 0, 4095));
        set = set with { Report = set.Report! with { Treatments = new Dictionary<PixelTreatments, long> { [PixelTreatments.Clipped] = 9 } } };

        Assert.Equal(
            "Values of all 9 images in 'real' lie outside of the window 0,4095 and were cut off; they go from 5 to 5000.",
            Assert.Single(ImageConclusions.Of(set)).Message);
    }

    [Fact]
    public void LossyAgainstLossless_OneSetOfEach_NamesBoth()
    {
        ImageKind jpeg = Plain with { Format = "JPEG", IsLossy = true };

        Conclusion conclusion = Assert.Single(Pair(Set("real", (jpeg, 9)), Set("fake", (Plain, 5))));

        Assert.StartsWith("'real' is stored as JPEG (lossy) and 'fake' as PNG (without loss)", conclusion.Message, StringComparison.Ordinal);
        Assert.Empty(Pair(Set("real", (jpeg, 9)), Set("fake", (jpeg, 5))));
        Assert.Empty(Pair(Set("real", (jpeg, 1), (Plain, 9)), Set("fake", (Plain, 5))));
        Assert.Equal("lossy-formats", Assert.Single(Pair(Set("real", (jpeg, 2), (Plain, 8)), Set("fake", (Plain, 5)))).Id);
    }

    [Fact]
    public void Sizes_ThatDiffer_AreSaidWithinASetAndBetweenSets()
    {
        ImageKind large = Plain with { Width = 512, Height = 256 };

        Assert.Equal(["mixed-sizes", "resized-images"], Pair(Set("real", (Plain, 9), (large, 2)), Set("fake", (Plain, 5))).Select(conclusion => conclusion.Id));
        Conclusion different = Assert.Single(Pair(Set("real", (Plain, 9)), Set("fake", (large, 5))), conclusion => conclusion.Id == "different-sizes");
        Assert.StartsWith("'real' is 64 x 64 and 'fake' 512 x 256: ", different.Message, StringComparison.Ordinal);
        Assert.Contains("have 2 sizes, from 64 x 64 to 512 x 256", Pair(Set("real", (Plain, 9), (large, 2)), Set("fake", (Plain, 5)))[0].Message);
    }

    [Fact]
    public void Modes_ThatChangeWhatANetworkSees_AreSaid()
    {
        ImageKind grey = Plain with { Mode = "8-bit grey" };
        ImageKind palette = Plain with { Mode = "4-bit palette" };
        ImageKind transparent = Plain with { Mode = "8-bit RGB with alpha" };

        Assert.Contains("6 are 8-bit RGB, 3 are 8-bit grey", Assert.Single(ImageConclusions.Of(Set("real", (Plain, 6), (grey, 3)))).Message);
        Assert.Equal("different-modes", Assert.Single(Pair(Set("real", (Plain, 6)), Set("fake", (grey, 3)))).Id);
        Assert.Empty(Pair(Set("real", (Plain, 6), (palette, 3)), Set("fake", (transparent, 3))));
    }

    [Fact]
    public void ResizedImages_ImagesThatWereEnlarged_SaysWhatThatMeans()
    {
        Assert.Contains("Enlarging adds no detail", Assert.Single(ImageConclusions.Of(Set("real", (Plain with { Width = 32, Height = 32 }, 9)))).Message);
        Assert.DoesNotContain("Enlarging", Assert.Single(ImageConclusions.Of(Set("real", (Plain with { Width = 128, Height = 128 }, 9)))).Message);
    }

    [Fact]
    public void Of_BeforeTheExtraction_SaysWhatHeadersTell()
    {
        SetImages real = Set("real", (Plain, 9)) with { Report = null, Classes = ["a", "b"] };
        SetImages fake = Set("fake", (Plain with { Width = 128, Height = 128 }, 9)) with { Report = null, Classes = ["a"] };

        Assert.Equal(["class-folders", "different-sizes"], Pair(real, fake).Select(conclusion => conclusion.Id));
    }

    [Fact]
    public void MisnamedImages_NamesOfAnotherFormat_NamesTheFirst()
    {
        SetImages set = Set("real", (Plain, 9));

        Assert.Contains(
            "2 of 9 images in 'real' have names of another format than theirs and were read as what they are. The first: 'a.jpg' is PNG.",
            Assert.Single(ImageConclusions.Of(set with { Survey = set.Survey with { Misnamed = [new("a.jpg", "PNG"), new("b.jpg", "PNG")] } })).Message);
    }

    private static IReadOnlyList<Conclusion> Pair(SetImages reference, SetImages generated) => ImageConclusions.Of([reference, generated], [(reference, generated)]);

    private static SetImages Set(string name, params (ImageKind Kind, long Count)[] kinds)
    {
        ImageSurvey survey = new(kinds.ToDictionary(kind => kind.Kind, kind => kind.Count), 1000, []);
        ExtractionReport report = new(survey, new Dictionary<PixelTreatments, long>(), null, SampleWindow.Full, [], [], [], new InputShape(64, 64, 3), "", 1);
        return new SetImages(name, survey, [], report);
    }

    private static SetImages Deep(string name, double low, double high, SampleWindow window)
    {
        SetImages set = Set(name, (Plain with { Mode = "16-bit grey" }, 9));
        return set with { Report = set.Report! with { Range = (low, high), Window = window } };
    }
}
