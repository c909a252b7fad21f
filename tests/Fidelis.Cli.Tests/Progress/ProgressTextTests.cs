using Fidelis.Cli.Progress;

namespace Fidelis.Cli.Tests.Progress;

public sealed class ProgressTextTests
{
    [Fact]
    public void Describe_HalfDone_SaysCountRateAndRemainingTime()
    {
        ProgressReporter reporter = new(5_000);
        reporter.Advance(1_250);
        Assert.Equal("1,250 of 5,000 images, 125 images/s, 30 s left", ProgressText.Describe(reporter, "images", TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public void Describe_NothingDone_ClaimsNoRate() =>
        Assert.Equal("0 of 7 images", ProgressText.Describe(new ProgressReporter(7), "images", TimeSpan.FromSeconds(10)));

    [Fact]
    public void Describe_WorkThatGoesOn_GoesByWhatWasDoneNow()
    {
        ProgressReporter reporter = new(96) { Start = 40 };
        Assert.Equal("40 of 96 MB", ProgressText.Describe(reporter, "MB", TimeSpan.FromSeconds(1)));
        reporter.Report(60);
        Assert.Equal("60 of 96 MB, 10 MB/s, 4 s left", ProgressText.Describe(reporter, "MB", TimeSpan.FromSeconds(2)));

        // A server that knows no ranges begins anew.
        reporter.Report(10);
        Assert.Equal("10 of 96 MB", ProgressText.Describe(reporter, "MB", TimeSpan.FromSeconds(3)));
    }

    [Fact]
    public void Describe_NothingToCountYet_SaysWhatIsDoneAndForHowLong()
    {
        ProgressReporter reporter = new(0) { Note = "opening network.onnx" };
        Assert.Equal("opening network.onnx, 7 s", ProgressText.Describe(reporter, "headers", TimeSpan.FromSeconds(7)));
    }

    [Fact]
    public void Describe_UnknownTotal_ClaimsNoRemainingTime()
    {
        ProgressReporter reporter = new(0);
        reporter.Report(3);
        Assert.Equal("3 images, 0.75 images/s", ProgressText.Describe(reporter, "images", TimeSpan.FromSeconds(4)));
    }

    [Fact]
    public void Describe_AllDoneWithNote_EndsWithTheNote()
    {
        ProgressReporter reporter = new(2) { Note = "loss 0.31" };
        reporter.Report(2);
        Assert.Equal("2 of 2 steps, 1 steps/s, loss 0.31", ProgressText.Describe(reporter, "steps", TimeSpan.FromSeconds(2)));
    }

    [Fact]
    public void Describe_BytesThatAreKnown_TellTheRemainingTime()
    {
        // A quarter of the images is half of the bytes.
        ProgressReporter reporter = new(400, 80_000_000);
        reporter.Report(100, 40_000_000);
        Assert.Equal("100 of 400 images, 10 images/s, 4 MB/s, 10 s left", ProgressText.Describe(reporter, "images", TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public void Describe_BytesOfAnUnknownTotal_GoByImages()
    {
        ProgressReporter reporter = new(400);
        reporter.Report(100, 40_000);
        Assert.Equal("100 of 400 images, 10 images/s, 4 kB/s, 30 s left", ProgressText.Describe(reporter, "images", TimeSpan.FromSeconds(10)));
    }

    [Theory]
    [InlineData(0.2, "1 s")]
    [InlineData(59, "59 s")]
    [InlineData(60, "1 min 00 s")]
    [InlineData(185, "3 min 05 s")]
    [InlineData(7620, "2 h 07 min")]
    public void Duration_AnyLength_UsesTwoUnitsAtMost(double seconds, string expected) =>
        Assert.Equal(expected, ProgressText.Duration(TimeSpan.FromSeconds(seconds)));
}
