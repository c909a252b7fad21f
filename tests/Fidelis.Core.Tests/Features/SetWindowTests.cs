using Fidelis.Features;
using Fidelis.Images;
using Fidelis.Imaging.Conversion;
using Fidelis.Imaging.Decoding;
using Fidelis.Numerics.Errors;
using Fidelis.Testing;
using Fidelis.Tests.Images;

namespace Fidelis.Tests.Features;

public sealed class SetWindowTests : IDisposable
{
    private static readonly DecodingRules OfTheSet = new() { Window = new SampleWindow(SampleWindowKind.PerSet) };

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Resolve_ImagesOf16Bits_FindsTheRangeOfThemAll()
    {
        folder.Write("1.pgm", Greymaps.Encode(4, 100, 900));
        folder.Write("2.pgm", Greymaps.Encode(4, 700, 4000));
        folder.Write("3.bmp", Bitmaps.Noise(4, 4, 1));

        DecodingRules resolved = SetWindow.Resolve(Source(), OfTheSet, false, Token);

        Assert.Equal(OfTheSet with { Window = new SampleWindow(SampleWindowKind.Fixed, 100, 4000) }, resolved);
    }

    [Fact]
    public void Resolve_NothingToFind_ChangesNoPixel()
    {
        folder.Write("3.bmp", Bitmaps.Noise(4, 4, 1));

        Assert.Equal(SampleWindow.Full, SetWindow.Resolve(Source(), OfTheSet, false, Token).Window);
        Assert.Same(DecodingRules.Default, SetWindow.Resolve(Source(), DecodingRules.Default, false, Token));
    }

    [Fact]
    public void Resolve_BadImage_EndsItUnlessSuchAreLeftOut()
    {
        folder.Write("1.pgm", Greymaps.Encode(4, 100, 900));
        folder.Write("2.pgm", []);

        Assert.ThrowsAny<InputException>(() => SetWindow.Resolve(Source(), OfTheSet, false, Token));
        Assert.Equal(new SampleWindow(SampleWindowKind.Fixed, 100, 900), SetWindow.Resolve(Source(), OfTheSet, true, Token).Window);
    }

    [Fact]
    public void Extract_WindowOfTheSet_IsOneProtocolAndSaysWhatWasFound()
    {
        // 600 lies halfway between 200 and 1000, and 8-bit values next to the middle are 127 and 128.
        folder.Write("1.pgm", Greymaps.Encode(4, 200));
        folder.Write("2.pgm", Greymaps.Encode(4, 600));
        folder.Write("3.pgm", Greymaps.Encode(4, 1000));
        FeatureExtractor extractor = new(FakeNetwork.Register(), new ExtractionOptions { Rules = OfTheSet });

        Extraction extraction = extractor.Extract(Source(), null, Token);

        Assert.Equal(new SampleWindow(SampleWindowKind.Fixed, 200, 1000), extraction.Report.Window);
        Assert.Equal((200, 1000), extraction.Report.Range);
        Assert.Equal(3, extraction.Report.Treatments[PixelTreatments.Windowed]);
        Assert.StartsWith("decode to 8-bit RGB (window set) -> squash to 4x4 ", extraction.Set.ProtocolText, StringComparison.Ordinal);
        float[] sums = [.. Enumerable.Range(0, 3).Select(i => extraction.Set.Features!.Row(i)[0])];

        // 16 pixels of -1, of (128 / 127.5 - 1) and of 1.
        NumericAssert.Close([-16, 16 * ((128 / 127.5f) - 1), 16], sums, 1e-5);
        Extraction known = extractor.Extract(Source(), extraction.Report.Window, null, Token);
        Assert.Equal(extraction.Set.Features!.Chunk(0).ToArray(), known.Set.Features!.Chunk(0).ToArray());
    }

    private ImageSource Source() => ImageSources.Open(folder.Path);
}
