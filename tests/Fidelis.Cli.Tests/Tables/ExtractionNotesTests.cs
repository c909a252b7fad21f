using Fidelis.Cli.Tables;
using Fidelis.Features;
using Fidelis.Images;
using Fidelis.Imaging.Conversion;
using Fidelis.Networks.Architectures;
using Fidelis.Testing;
using Spectre.Console;

namespace Fidelis.Cli.Tests.Tables;

public sealed class ExtractionNotesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Write_ImagesThatAreTakenAsTheyAre_SaysNothing() => Assert.Empty(Written(Report(64)));

    [Fact]
    public void Write_WhatWasDone_IsALineEachAndEveryImageThatWasLeftOutIsNamed() =>
        Assert.Equal(
            [
                $"note: '{folder.Path}': 3 of 3 images, of 32 x 32, were resized to 64 x 64 by the rule of the protocol. Enlarging adds no detail: the network sees blur that it never learned from.",
                $"warning: '{folder.Path}': 2 of 5 images cannot be read and were left out; the run file lists them. The first: It is empty.",
                "Skipped a.png: It is empty.",
                "Skipped b[1].png: It is bad.",
            ],
            Written(Report(32) with { Skipped = [new SkippedImage("a.png", "It is empty."), new SkippedImage("b[1].png", "It is bad.")] }));

    private string[] Written(ExtractionReport report)
    {
        folder.Write("x.png", [1]);
        StringWriter output = new();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = 10_000;
        ExtractionNotes.Write(console, ImageSources.Open(folder.Path), report);
        return output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    private static ExtractionReport Report(int side)
    {
        ImageSurvey survey = new(new Dictionary<ImageKind, long> { [new ImageKind("PNG", "8-bit RGB", false, side, side)] = 3 }, 300, []);
        return new ExtractionReport(
            survey, new Dictionary<PixelTreatments, long>(), null, SampleWindow.Full, [], [], [], new InputShape(64, 64, 3), "", 1);
    }
}
