using Fidelis.Images;
using Fidelis.Imaging.Decoding;
using Fidelis.Numerics.Errors;

namespace Fidelis.Tests.Images;

/// <content>How it ends: by bad images, errors of its own, cancellation, and by whoever stops asking.</content>
public sealed partial class ImagePipelineTests
{
    [Fact]
    public void Process_BadImage_EndsAfterThoseBeforeItAsItFailed()
    {
        List<int> seen = [];

        InvalidImageException error = Assert.Throws<InvalidImageException>(() => Collect(Entries(20, i => Failing(i, 7)), seen, null));

        Assert.Equal(Enumerable.Range(0, 7), seen);
        Assert.Equal("7.png", error.Path);
    }

    [Fact]
    public void Process_SeveralBadImages_AreAllNamedAndNoFurtherOneIsWorkedOn()
    {
        List<int> seen = [];
        int worked = 0;
        int checkedLater = 0;
        PipelineEntry[] entries = Entries(60, i => Failing(i, [.. Enumerable.Range(5, 40)]));

        InputException error = Assert.Throws<InputException>(() =>
        {
            PipelineOptions options = new() { Checked = _ => checkedLater++, WaitingBytes = 1 };
            foreach (ProcessedImage<int> image in ImagePipeline.Process(entries, (_, _) => worked++, (_, _) => 1, options, Token))
            {
                seen.Add(image.Index);
            }
        });

        Assert.Equal(Enumerable.Range(0, 5), seen);
        Assert.Equal(5, worked);
        Assert.Equal(15, checkedLater);
        string[] lines = error.Message.Split('\n');
        Assert.StartsWith("Every image must be readable, but 40 are not", lines[0], StringComparison.Ordinal);
        Assert.Equal("- The image '5.png' is bad.", lines[1]);
        Assert.Equal("- and 20 more", lines[^1]);
        Assert.Equal(22, lines.Length);
    }

    [Fact]
    public void Process_BadImagesToBeSkipped_AreListedWithTheirReasons()
    {
        List<int> seen = [];
        List<SkippedImage> skipped = [];

        Collect(Entries(20, i => Failing(i, 7, 19)), seen, new PipelineOptions { Skip = skipped.Add });

        Assert.Equal(Enumerable.Range(0, 20).Except([7, 19]), seen);
        Assert.Equal([new SkippedImage("7.png", "The image '7.png' is bad."), new SkippedImage("19.png", "The image '19.png' is bad.")], skipped);
    }

    [Fact]
    public void Process_FileThatCannotBeRead_IsABadImage()
    {
        List<SkippedImage> skipped = [];

        Collect(Entries(3, i => new PipelineEntry(i) { Reading = i == 1 ? PipelineEntry.Bad(1) : () => { } }), [], new PipelineOptions { Skip = skipped.Add });

        Assert.Equal("1.png", Assert.Single(skipped).Path);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Process_ErrorOfOurOwn_IsNotTakenForABadImage(bool whileReading)
    {
        Action fail = () => throw new InvalidOperationException();
        PipelineEntry entry = whileReading ? new PipelineEntry(0) { Reading = fail } : new PipelineEntry(0) { Decoding = fail };

        Assert.Throws<InvalidOperationException>(() => Run([entry], 1, new PipelineOptions { Skip = _ => { } }).Count());
    }

    [Fact]
    public void Process_Cancelled_Throws()
    {
        using CancellationTokenSource cancellation = new();

        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (ProcessedImage<int> image in ImagePipeline.Process(Entries(100, i => new PipelineEntry(i)), (_, _) => 0, (_, _) => 1, null, cancellation.Token))
            {
                if (image.Index == 3)
                {
                    cancellation.Cancel();
                }
            }
        });
    }

    [Fact]
    public void Process_CancelledBefore_Throws() =>
        Assert.Throws<OperationCanceledException>(
            () => ImagePipeline.Process([new PipelineEntry(0)], (_, _) => 0, (_, _) => 1, null, new CancellationToken(canceled: true)).Count());

    [Fact]
    public void Process_CancelledWhileAFileHangs_Throws()
    {
        using CancellationTokenSource cancellation = new();
        using ManualResetEventSlim released = new();
        using ManualResetEventSlim hanging = new();
        bool hungTooLong = false;
        PipelineEntry[] entries = Entries(50, i => i != 3 ? new PipelineEntry(i) : new PipelineEntry(i)
        {
            Reading = () =>
            {
                hanging.Set();
                hungTooLong = !released.Wait(Patience);
            },
        });
        Thread cancelling = new(() =>
        {
            if (hanging.Wait(Patience))
            {
                cancellation.Cancel();
            }
        });
        cancelling.Start();

        Assert.Throws<OperationCanceledException>(() => ImagePipeline.Process(entries, (_, _) => 0, (_, _) => 1, null, cancellation.Token).Count());

        // It was thrown while the file still hung.
        Assert.False(hungTooLong);
        released.Set();
        cancelling.Join();
    }

    [Fact]
    public void Process_EnumerationGivenUp_StopsTheThreads()
    {
        int decoded = 0;

        _ = Run(Entries(10_000, i => new PipelineEntry(i) { Decoding = () => Interlocked.Increment(ref decoded) }), 300, new PipelineOptions { WaitingBytes = 3000 }).First();
        int afterwards = Volatile.Read(ref decoded);
        Thread.Sleep(30);

        Assert.Equal(afterwards, Volatile.Read(ref decoded));
    }
}
