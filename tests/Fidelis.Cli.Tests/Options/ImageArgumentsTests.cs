using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;
using Fidelis.Cli.Tests.Commands;
using Fidelis.Features;
using Fidelis.Imaging.Encoding;
using Fidelis.Imaging.Pixels;
using Fidelis.Reports.Json;
using Fidelis.Testing;

namespace Fidelis.Cli.Tests.Options;

public sealed class ImageArgumentsTests(FeaturesVerbTests.SavedModel saved) : IClassFixture<FeaturesVerbTests.SavedModel>, IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("--window", "5", "must be LOW,HIGH with LOW below HIGH")]
    [InlineData("--window", "9,5", "must be LOW,HIGH with LOW below HIGH")]
    [InlineData("--window", "0,NaN", "must be LOW,HIGH with LOW below HIGH")]
    [InlineData("--background", "red", "must be white, black or #RRGGBB")]
    [InlineData("--background", "#12345", "must be white, black or #RRGGBB")]
    [InlineData("--profile", "apply", "must be one of ignore, convert")]
    [InlineData("--max-pixels", "0", "must be a whole number from 1 to")]
    [InlineData("--max-pixels", "1023", "claims 32 x 32 pixels, more than the 1023")]
    [InlineData("--max-entries", "many", "must be a whole number from 1 to")]
    [InlineData("--max-expanded", "2XiB", "must be a number of bytes, such as 500000, 500MiB or 2GiB")]
    [InlineData("--max-expanded", "0", "must be a number of bytes")]
    [InlineData("--max-expanded", "99999999999999999TiB", "must be a number of bytes")]
    [InlineData("--labels", "nowhere.csv", "nowhere.csv")]
    public async Task Features_BadValue_IsOneSentence(string option, string value, string sentence)
    {
        Draw("images", 2);

        (await Features("images", option, value)).AssertRefused(sentence);
    }

    [Theory]
    [InlineData("--window", "0,4095", "decode to 8-bit RGB (window 0,4095) -> ")]
    [InlineData("--window", "image", "decode to 8-bit RGB (window image) -> ")]
    [InlineData("--window", "full", "decode to 8-bit RGB -> ")]
    [InlineData("--background", "#0a0B0c", "decode to 8-bit RGB (background 10,11,12) -> ")]
    [InlineData("--background", "white", "decode to 8-bit RGB -> ")]
    [InlineData("--profile", "convert", "decode to 8-bit RGB (colour profiles applied) -> ")]
    [InlineData("--max-pixels", "1024", "decode to 8-bit RGB -> ")]
    [InlineData("--max-expanded", "1.5GiB", "decode to 8-bit RGB -> ")]
    public async Task Features_Rules_AreTheFirstStepOfTheProtocol(string option, string value, string protocol)
    {
        Draw("images", 2);

        Assert.Equal(ExitCodes.Success, (await Features("images", option, value)).ExitCode);
        Assert.StartsWith(protocol, FeatureFile.Read(Output).ProtocolText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evaluate_WindowOfTheSet_IsOneProtocolAndTheRunFileSaysWhatItFound()
    {
        for (int i = 0; i < 4; i++)
        {
            folder.Write($"real/{i}.pgm", Greymap(100, (ushort)(500 + i)));
            folder.Write($"fake/{i}.pgm", Greymap(7, (ushort)(4000 + i)));
        }

        CommandRun run = await Evaluate("--window", "set", "--set", "is.splits=1");

        Assert.Equal(ExitCodes.Success, run.ExitCode);
        JsonNode json = JsonNode.Parse(run.Output)!;
        Assert.Equal("[100,503]", json["inputs"]!["reference"]!["window"]!.ToJsonString());
        Assert.Equal("[7,4003]", json["inputs"]!["generated"]![0]!["window"]!.ToJsonString());
        Assert.Contains("(window set)", (string?)json["result"]!["comparisons"]![0]!["protocol"]!["text"]);
    }

    [Fact]
    public async Task Evaluate_SetsThatAreStoredDifferently_SaysSoBeforeTheWorkAndInTheRunFile()
    {
        Draw("real", 4);
        for (int i = 0; i < 4; i++)
        {
            folder.Write($"fake/{i}.pgm", Greymap(0, 4095));
        }

        CommandRun run = await Evaluate("--set", "is.splits=1");

        Assert.Contains("warning: '" + PathOf("real") + "' is stored as 8-bit RGB and '" + PathOf("fake") + "' as 16-bit grey", run.Progress);
        JsonNode json = JsonNode.Parse(run.Output)!;
        string[] conclusions = [.. json["result"]!["comparisons"]![0]!["conclusions"]!.AsArray().Select(conclusion => (string)conclusion!["id"]!)];
        Assert.Contains("different-modes", conclusions);
        Assert.Contains("unused-range", conclusions);
        JsonNode generated = json["inputs"]!["generated"]![0]!;
        Assert.Equal("""{"PNM":4}""", generated["formats"]!.ToJsonString());
        Assert.Equal("""{"16-bit grey":4}""", generated["modes"]!.ToJsonString());
        Assert.Equal("""[{"width":32,"height":32,"images":4}]""", generated["sizes"]!.ToJsonString());
        Assert.Equal("""{"windowed":4}""", generated["treatments"]!.ToJsonString());
        Assert.Equal("[0,4095]", generated["valueRange"]!.ToJsonString());
        Assert.Equal(4 * Greymap(0, 4095).Length, (long)generated["bytes"]!);
    }

    [Fact]
    public async Task Evaluate_BadImagesInBothSets_AreAllNamedBeforeTheWork()
    {
        Draw("real", 3);
        Draw("fake", 3);
        folder.Write("real/x.png", []);
        folder.Write("fake/y.png", "no picture"u8.ToArray());
        for (int i = 0; i < 30; i++)
        {
            folder.Write($"fake/z{i:00}.png", []);
        }

        CommandRun run = await Evaluate();

        run.AssertRefused("There are 22 problems:");
        Assert.Contains("x.png' is empty (0 bytes)", run.Progress);
        Assert.Contains("y.png' does not start as any format", run.Progress);
        Assert.Contains("And 11 more of the 34 images in", run.Progress);

        CommandRun skipped = await Evaluate("--on-bad-image", "skip", "--set", "is.splits=1");
        Assert.Equal(ExitCodes.Success, skipped.ExitCode);
        Assert.Equal(31, JsonNode.Parse(skipped.Output)!["inputs"]!["generated"]![0]!["skipped"]!.AsArray().Count);
    }

    [Fact]
    public async Task Evaluate_TooFewImagesAfterSkipping_IsSaidBeforeTheWork()
    {
        Draw("real", 3);
        Draw("fake", 1);
        folder.Write("fake/x.png", []);

        (await Evaluate("--on-bad-image", "skip")).AssertRefused("fid needs at least 2 images in each set, but '" + PathOf("fake") + "' has 1 that can be read");
    }

    [Theory]
    [InlineData("1", "1")]
    [InlineData("7", "2")]
    [InlineData("64", "1")]
    public async Task Features_ManySizesAndSkippedImages_DependOnNeitherBatchNorThreads(string batch, string threads)
    {
        for (int i = 0; i < 20; i++)
        {
            folder.Write($"images/{i:00}.png", i % 6 == 5 ? [] : Png(8 + (5 * i), 90 - (4 * i), i));
        }

        await Features("images", "--on-bad-image", "skip", "--batch", "3", "--threads", "3");
        byte[] expected = File.ReadAllBytes(Output);
        Assert.Equal(ExitCodes.Success, (await Features("images", "--on-bad-image", "skip", "--batch", batch, "--threads", threads)).ExitCode);

        Assert.Equal(17, FeatureFile.Read(Output).Count);
        Assert.Equal(expected, File.ReadAllBytes(Output));
    }

    [Fact]
    public async Task Classify_Labels_TakeThePlaceOfTheSourcesOwn()
    {
        Draw("images", 4);
        string labels = folder.Write("labels.csv", "path,class\n0.png,a\n1.png,b\n2.png,a\n3.png,b\n"u8.ToArray());
        string run = PathOf("run.json");

        CommandRun result = await CommandRun.Of("classify", saved.Path, PathOf("images"), "--labels", labels, "--out", run);

        Assert.True(result.ExitCode == ExitCodes.Success, result.Progress);
        Assert.Equal("""{"8-bit RGB":4}""", RunFile.Read(run).Inputs["images"]!["modes"]!.ToJsonString());
    }

    private string Output => PathOf("x.npz");

    private string PathOf(string name) => Path.Combine(folder.Path, name);

    private Task<CommandRun> Features(string images, params string[] options) =>
        CommandRun.Of(["features", PathOf(images), "--model", saved.Path, "-o", Output, .. options]);

    private Task<CommandRun> Evaluate(params string[] options) =>
        CommandRun.Of(["evaluate", PathOf("real"), PathOf("fake"), "--model", saved.Path, "--json", .. options]);

    private void Draw(string name, int count)
    {
        for (int i = 0; i < count; i++)
        {
            folder.Write($"{name}/{i}.png", Png(32, 32, i));
        }
    }

    private static byte[] Png(int width, int height, int seed)
    {
        byte[] rgb = new byte[width * height * 3];
        new Random(seed).NextBytes(rgb);
        return PngEncoder.Encode(new PixelImage(width, height, rgb));
    }

    private static byte[] Greymap(ushort low, ushort high)
    {
        byte[] header = Encoding.ASCII.GetBytes("P5\n32 32\n65535\n");
        byte[] file = [.. header, .. new byte[32 * 32 * 2]];
        for (int i = 0; i < 32 * 32; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(header.Length + (2 * i)), i % 2 == 0 ? low : high);
        }

        return file;
    }
}
