using System.Text.Json.Nodes;
using Fidelis.Features;
using Fidelis.Imaging.Decoding;
using Fidelis.Networks.Weights.Npz;
using Fidelis.Reports.Json;
using Fidelis.Testing;

namespace Fidelis.Cli.Tests.Commands;

public sealed class NeighborsVerbTests(EvaluateVerbTests.Cells cells) : IClassFixture<EvaluateVerbTests.Cells>, IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Neighbors_ASetWithCopies_FindsThemAndWritesEverything()
    {
        string generated = EvaluateVerbTests.Cells.Draw(folder, "generated", 5, 9);
        string file = Path.Combine(cells.Reference, "b", "003.png");
        File.Copy(file, Path.Combine(generated, "a", "zcopy.png"));

        // The same pixels in other bytes: a chunk that no reader needs, before the last one.
        byte[] bytes = File.ReadAllBytes(Path.Combine(cells.Reference, "a", "004.png"));
        File.WriteAllBytes(Path.Combine(generated, "b", "zsame.png"), [.. bytes[..^12], 0, 0, 0, 0, (byte)'t', (byte)'e', (byte)'X', (byte)'t', 0xAE, 0x0F, 0x83, 0x65, .. bytes[^12..]]);
        string json = Path.Combine(folder.Path, "run.json");
        string csv = Path.Combine(folder.Path, "rows.csv");
        string sheet = Path.Combine(folder.Path, "sheet.png");

        CommandRun run = await Run(cells.Reference, generated, "--model", cells.Model, "--out", json, "--csv", csv, "--sheet", sheet, "--k", "2", "--rows", "4");

        Assert.True(run.ExitCode == ExitCodes.Success, run.Progress);
        Assert.Contains("same file", run.Output);
        Assert.Contains("same pixels", run.Output);
        Assert.Contains("2 of 7 images", run.Output);
        Assert.Equal(1 + (7 * 2), File.ReadAllLines(csv).Length);
        Assert.Contains("a/zcopy.png,1,b/003.png,0,0,", File.ReadAllText(csv));
        JsonNode result = RunFile.Read(json).Result;
        Assert.Equal("neighbors", RunFile.Read(json).Kind);
        Assert.Equal(2, (int)result["exactCopies"]!["count"]!);
        Assert.Equal(1, (int)result["exactCopies"]!["sameFile"]!);
        Assert.Equal(4, ((JsonArray)result["closest"]!).Count);
        Assert.Equal("run.images.npz", (string?)result["values"]);
        using NpzFile values = NpzFile.Open(Path.Combine(folder.Path, "run.images.npz"));
        Assert.Equal([7, 2], values.Read("neighbours").Header.Shape);
        string[] paths = values.Read("paths").ToTexts();
        Assert.Equal("b/003.png", values.Read("reference_paths").ToTexts()[values.Read("exact_copy").ToInt64s()[Array.IndexOf(paths, "a/zcopy.png")]]);

        // Five columns of the rows' number and pictures of 160 pixels, four rows.
        DecodedPicture picture = ImageDecoder.Decode(File.ReadAllBytes(sheet), sheet, DecodingRules.Default);
        Assert.InRange(picture.Pixels.Width, 3 * 160, 4 * 160);
        Assert.InRange(picture.Pixels.Height, 4 * 160, 5 * 200);
    }

    [Fact]
    public async Task Neighbors_FeatureFiles_GiveTheNeighboursOfTheirImages()
    {
        string reference = Path.Combine(folder.Path, "reference.npz");
        string generated = Path.Combine(folder.Path, "generated.npz");
        await CommandRun.Of("features", cells.Reference, "--model", cells.Model, "-o", reference);
        await CommandRun.Of("features", cells.Generated, "--model", cells.Model, "-o", generated);

        JsonNode images = JsonNode.Parse((await Run(cells.Reference, cells.Generated, "--model", cells.Model, "--json")).Output)!["result"]!;
        JsonNode files = JsonNode.Parse((await Run(reference, generated, "--json")).Output)!["result"]!;

        Assert.Equal(images["nearCopies"]!.ToJsonString(), files["nearCopies"]!.ToJsonString());
        Assert.Equal((string?)images["closest"]![0]!["reference"], (string?)files["closest"]![0]!["reference"]);
        Assert.Null(files["exactCopies"]);
        Assert.Contains(((JsonArray)files["conclusions"]!), conclusion => (string?)conclusion!["id"] == "unknown-pixels");

        // Every nearest image is the one that plain arithmetic finds.
        FeatureMatrix first = FeatureFile.Read(reference).Features!;
        FeatureMatrix second = FeatureFile.Read(generated).Features!;
        JsonArray closest = JsonNode.Parse((await Run(reference, generated, "--json", "--rows", "100")).Output)!["result"]!["closest"]!.AsArray();
        Assert.Equal(24, closest.Count);
        foreach (JsonNode? pair in closest)
        {
            int index = FeatureFile.Read(generated).Paths.ToList().IndexOf((string)pair!["generated"]!);
            double expected = Enumerable.Range(0, 24).Min(row => Distance(first.Row(row), second.Row(index)));

            // Sums of 256 squares in other orders.
            NumericAssert.Close(expected, (double)pair["distance"]!, 0, 1e-12);
        }
    }

    [Fact]
    public async Task Neighbors_WhatCannotBe_IsRefusedInASentence()
    {
        string features = Path.Combine(folder.Path, "reference.npz");
        string run = Path.Combine(folder.Path, "run.images.npz");
        string statistics = Path.Combine(folder.Path, "statistics.npz");
        await CommandRun.Of("features", cells.Reference, "--model", cells.Model, "-o", features);
        await CommandRun.Of("features", cells.Reference, "--model", cells.Model, "-o", run);
        await CommandRun.Of("stats", cells.Reference, "--model", cells.Model, "-o", statistics);

        (await Run(features, cells.Generated, "--model", cells.Model, "--sheet", Path.Combine(folder.Path, "s.png"))).AssertRefused("holds features alone");
        (await Run(statistics, cells.Generated, "--model", cells.Model)).AssertRefused("holds statistics without them");
        (await Run(run, features, "--out", Path.Combine(folder.Path, "run.json"))).AssertRefused("is an input");
        (await Run(cells.Few, cells.Generated, "--model", cells.Model, "--k", "7")).AssertRefused("at least 7 images");
        (await Run(cells.Few, cells.Generated, "--model", cells.Model, "--k", "0")).AssertRefused("at least 1");
        (await Run(cells.Few, cells.Generated, "--model", cells.Model, "--rate", "0.7")).AssertRefused("at most 0.5");
        (await Run(cells.Few, cells.Generated, "--model", cells.Model, "--rows", "0")).AssertRefused("--rows");
        (await Run("nowhere", cells.Generated, "--model", cells.Model)).AssertRefused("nowhere");
    }

    private static double Distance(ReadOnlySpan<float> first, ReadOnlySpan<float> second)
    {
        double sum = 0;
        for (int i = 0; i < first.Length; i++)
        {
            sum += Math.Pow((double)first[i] - second[i], 2);
        }

        return Math.Sqrt(sum);
    }

    private static Task<CommandRun> Run(params string[] arguments) => CommandRun.Of(["neighbors", .. arguments]);
}
