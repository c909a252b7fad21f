using Fidelis.Evaluation;
using Fidelis.Images;
using Fidelis.Imaging.Conversion;
using Fidelis.Imaging.Decoding;
using Fidelis.Networks.Architectures;
using Fidelis.Training;

namespace Fidelis.Tests.Training;

public sealed class DatasetCensusTests
{
    private static readonly LabeledDataset Data = new("data", ["a", "b"], "none", [], [], [], []);

    [Fact]
    public void Conclude_ClassesStoredAlike_SaysNothing()
    {
        Assert.Empty(Conclude(Image(0, "PNG"), Image(0, "PNG"), Image(1, "PNG")));

        // Both classes hold as many of each kind: what a classifier learns from the traces does not tell them apart.
        Assert.DoesNotContain("lossy-formats", Ids(Image(0, "PNG"), Image(0, "JPEG"), Image(1, "PNG"), Image(1, "JPEG")));
    }

    [Fact]
    public void Conclude_OneClassLossy_WarnsOfTheConfounder()
    {
        Conclusion warning = Assert.Single(Conclude(Image(0, "PNG"), Image(1, "JPEG")));

        Assert.Equal(("lossy-formats", ConclusionKind.Warning), (warning.Id, warning.Kind));
        Assert.StartsWith("The class 'a' is stored as PNG (without loss) and 'b' as JPEG (lossy): a classifier can tell them by the traces of compression alone", warning.Message);
    }

    [Fact]
    public void Conclude_ClassesOfOtherSizes_WarnsWhereMostImagesOfBothHaveOne()
    {
        Assert.Contains("different-sizes", Ids(Image(0, "PNG"), Image(1, "PNG", 48)));
        Assert.DoesNotContain("different-sizes", Ids(Image(0, "PNG"), Image(1, "PNG", 48), Image(1, "PNG", 49)));
    }

    [Fact]
    public void Conclude_DeepImagesOfSmallValues_WarnsThatTheyAreBlackAndThatClassesDiffer()
    {
        string[] ids = Ids(Image(0, "PNG"), Image(1, "PNG", mode: "16-bit grey", range: (0, 900)));

        Assert.Contains("unused-range", ids);
        Assert.Contains("mixed-modes", ids);
        Assert.Contains("different-modes", ids);
    }

    [Fact]
    public void Conclude_InksAndOtherShapes_AreNoted()
    {
        IReadOnlyList<Conclusion> conclusions = Conclude(
            Image(0, "JPEG", 96, treatments: PixelTreatments.CmykConverted), Image(1, "JPEG", 96, treatments: PixelTreatments.CmykConverted));

        Assert.Contains(conclusions, conclusion => conclusion.Id == "cmyk-images");
        Assert.Contains(conclusions, conclusion => conclusion.Message.Contains("2 of them have another aspect ratio and were squashed", StringComparison.Ordinal));
    }

    private static string[] Ids(params (int Label, ProcessedImage<int> Image)[] images) => [.. Conclude(images).Select(conclusion => conclusion.Id)];

    private static IReadOnlyList<Conclusion> Conclude(params (int Label, ProcessedImage<int> Image)[] images)
    {
        DatasetCensus census = new(Data);
        foreach ((int label, ProcessedImage<int> image) in images)
        {
            census.Add(label, image);
        }

        return census.Conclude(new InputShape(64, 64, 3), SampleWindow.Full);
    }

    private static (int Label, ProcessedImage<int> Image) Image(
        int label, string format, int width = 64, string mode = "8-bit RGB", (double Low, double High)? range = null, PixelTreatments treatments = PixelTreatments.None) => (
        label,
        new ProcessedImage<int>(0, new NamedEntry(), 0, width, 64, new PictureFacts(format, mode, format == "JPEG", treatments, range), 100, "00"));

    private sealed class NamedEntry() : ImageEntry("x", null)
    {
        public override byte[] Read() => [];
    }
}
