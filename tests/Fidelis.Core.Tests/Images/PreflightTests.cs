using Fidelis.Images;
using Fidelis.Imaging.Decoding;
using Fidelis.Imaging.Encoding;
using Fidelis.Imaging.Pixels;
using Fidelis.Numerics.Errors;
using Fidelis.Testing;

namespace Fidelis.Tests.Images;

public sealed class PreflightTests : IDisposable
{
    // Far beyond what any step takes on the busiest machine: a test that would hang fails instead.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Inspect_GoodImages_CountsKindsAndBytesWithoutDecoding()
    {
        byte[] small = Png(4, 3);
        byte[] large = Png(300, 200);
        folder.Write("a.png", small);
        folder.Write("b.png", large);
        folder.Write("c.png", small);
        int seen = 0;

        PreflightReport report = Preflight.Inspect(ImageSources.Open(folder.Path), DecodingRules.Default, () => Interlocked.Increment(ref seen), Token);

        Assert.Empty(report.Bad);
        Assert.Equal(3, seen);
        Assert.Equal([new ImageSizeCount(4, 3, 2), new ImageSizeCount(300, 200, 1)], report.Survey.Sizes);
        Assert.Equal([KeyValuePair.Create("PNG", 3L)], report.Survey.Formats);
        Assert.Equal([KeyValuePair.Create("8-bit RGB", 3L)], report.Survey.Modes);
        Assert.Equal((2 * small.Length) + large.Length, report.Survey.EncodedBytes);
        Assert.Equal((3, 0), (report.Survey.Count, report.Survey.LossyCount));
        Assert.True(large.Length > 1 << 16, "One file must be longer than what is read of it.");
    }

    [Fact]
    public void Inspect_BadImages_GetTheSentencesOfTheDecoder()
    {
        byte[] large = Png(300, 200);
        folder.Write("1-empty.png", []);
        folder.Write("2-text.png", "no picture at all"u8.ToArray());
        folder.Write("3-cut.png", large[..^5000]);
        folder.Write("4-cut-early.png", large[..20]);
        folder.Write("5-good.png", Png(4, 4));
        ImageSource source = ImageSources.Open(folder.Path);

        PreflightReport report = Preflight.Inspect(source, DecodingRules.Default, null, Token);

        Assert.Equal(["1-empty.png", "2-text.png", "3-cut.png", "4-cut-early.png"], report.Bad.Select(image => image.Path));
        Assert.Equal(1, report.Survey.Count);
        for (int i = 0; i < report.Bad.Count; i++)
        {
            // What is refused before the work would have been refused in the middle of it.
            Assert.ThrowsAny<InputException>(() => source.Entries[i].Decode(source.Entries[i].Read(), DecodingRules.Default));
            Assert.Contains(report.Bad[i].Path, report.Bad[i].Reason);
        }

        string message = Assert.Throws<InputException>(report.RequireNoBad).Message;
        Assert.StartsWith("Every image must be readable, but 4 are not", message, StringComparison.Ordinal);
        Assert.Equal(5, message.Split('\n').Length);
    }

    [Fact]
    public void Inspect_TooManyPixels_IsBad()
    {
        folder.Write("a.png", Png(30, 20));

        SkippedImage bad = Assert.Single(Preflight.Inspect(ImageSources.Open(folder.Path), new DecodingRules { MaximumPixels = 599 }, null, Token).Bad);

        Assert.Contains("--max-pixels", bad.Reason);
        Assert.Empty(Preflight.Inspect(ImageSources.Open(folder.Path), new DecodingRules { MaximumPixels = 600 }, null, Token).Bad);
    }

    [Fact]
    public void Inspect_NameOfAnotherFormat_IsNoted()
    {
        folder.Write("a.jpg", Png(4, 4));
        folder.Write("b.png", Png(4, 4));

        PreflightReport report = Preflight.Inspect(ImageSources.Open(folder.Path), DecodingRules.Default, null, Token);

        Assert.Empty(report.Bad);
        Assert.Equal([new MisnamedImage("a.jpg", "PNG")], report.Survey.Misnamed);
    }

    [Fact]
    public void Inspect_CancelledWhileAFileHangs_Throws()
    {
        using CancellationTokenSource cancellation = new();
        using ManualResetEventSlim released = new();
        bool hungTooLong = false;
        ImageSource source = Hanging(() =>
        {
            cancellation.Cancel();
            hungTooLong = !released.Wait(Patience);
        });

        Assert.Throws<OperationCanceledException>(() => Preflight.Inspect(source, DecodingRules.Default, null, cancellation.Token));

        Assert.False(hungTooLong);
        released.Set();
    }

    [Fact]
    public void Inspect_CancelledAsTheLastFileIsRead_Throws()
    {
        // Whoever waits may see the end of the threads first, or the cancellation.
        for (int i = 0; i < 50; i++)
        {
            using CancellationTokenSource cancellation = new();

            Assert.Throws<OperationCanceledException>(() => Preflight.Inspect(Hanging(cancellation.Cancel), DecodingRules.Default, null, cancellation.Token));
        }
    }

    [Fact]
    public void Inspect_ErrorOfOurOwn_IsNotTakenForABadImage() =>
        Assert.Throws<InvalidOperationException>(
            () => Preflight.Inspect(Hanging(() => throw new InvalidOperationException()), DecodingRules.Default, null, Token));

    // Noise does not compress: the length is that of the pixels at least.
    private static byte[] Png(int width, int height)
    {
        byte[] rgb = new byte[width * height * 3];
        new Random(width).NextBytes(rgb);
        return PngEncoder.Encode(new PixelImage(width, height, rgb));
    }

    private static ImageSource Hanging(Action reading) => new("hanging", [new HangingEntry(reading)]);

    private sealed class HangingEntry(Action reading) : ImageEntry("a.png", null)
    {
        public override byte[] Read()
        {
            reading();
            return [];
        }
    }
}
