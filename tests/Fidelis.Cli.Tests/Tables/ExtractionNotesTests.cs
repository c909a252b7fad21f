using Fidelis.Cli.Tables;
using Fidelis.Features;
using Fidelis.Images;
using Fidelis.Networks.Architectures;

namespace Fidelis.Cli.Tests.Tables;

public sealed class ExtractionNotesTests
{
    [Fact]
    public void Of_ImagesThatAreTakenAsTheyAre_SaysNothing() => Assert.Empty(ExtractionNotes.Of(Report([new(64, 64, 9)])));

    [Fact]
    public void Of_ImagesOfOtherSizes_CountsThoseThatWereResizedAlone() =>
        Assert.Equal(
            ["Resized 3 of 12 images to 64x64 (2 of 32x32, 1 of 64x32).", "The aspect ratio of 1 image is not the network's: --fit says what becomes of it."],
            ExtractionNotes.Of(Report([new(64, 64, 9), new(32, 32, 2), new(64, 32, 1)])));

    [Fact]
    public void Of_ManySizes_NamesTheMostFrequent() =>
        Assert.Equal(
            "Resized 10 of 10 images to 64x64 (4 of 8x8, 3 of 7x7, 2 of 6x6 and 1 other size).",
            Assert.Single(ExtractionNotes.Of(Report([new(8, 8, 4), new(7, 7, 3), new(6, 6, 2), new(5, 5, 1)]))));

    [Fact]
    public void Of_SkippedAndIgnoredFiles_AreNamed()
    {
        ExtractionReport report = Report([new(64, 64, 1)]) with { Skipped = [new SkippedImage("a.png", "It is empty.")], IgnoredFiles = ["b.txt"] };

        Assert.Equal(["Ignored 1 file of other kinds, the first being b.txt.", "Skipped a.png: It is empty."], ExtractionNotes.Of(report));
    }

    private static ExtractionReport Report(ImageSizeCount[] sizes) =>
        new(sizes.Sum(size => size.Count), [], [], sizes, new InputShape(64, 64, 3), "", 1);
}
