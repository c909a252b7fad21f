using Fidelis.Features;
using Fidelis.Imaging.Encoding;
using Fidelis.Imaging.Pixels;
using Fidelis.Networks.Architectures;
using Fidelis.Networks.Weights;
using Fidelis.Testing;

namespace Fidelis.Cli.Tests.Commands;

/// <summary>The instruction sets that some of these force are those of the whole process, in which a training knows its own by them.</summary>
[Collection(nameof(HostileInputTests.Alone))]
public sealed class FeaturesVerbTests(FeaturesVerbTests.SavedModel saved) : IClassFixture<FeaturesVerbTests.SavedModel>, IDisposable
{
    private readonly TemporaryFolder folder = DrawImages();

    private string Images => Path.Combine(folder.Path, "images");

    private string Output => Path.Combine(folder.Path, "x.npz");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Features_FolderAndModel_WritesTheFileAndSaysWhatItDid()
    {
        folder.Write("images/notes.txt", []);
        CommandRun run = await Run();

        Assert.Equal(ExitCodes.Success, run.ExitCode);
        Assert.Contains("6 of 6 images, of 40 x 32, were resized to 32 x 32 by the rule of the protocol. 6 of them have another aspect ratio: see --fit.", run.Output, StringComparison.Ordinal);
        Assert.Contains("one of the files is no picture by its name", run.Output, StringComparison.Ordinal);
        Assert.Contains("6 images, 256 features", run.Output, StringComparison.Ordinal);
        FeatureSet set = FeatureFile.Read(Output);
        Assert.Equal(["a/0.png", "a/2.png", "a/4.png", "b/1.png", "b/3.png", "b/5.png"], set.Paths);
        Assert.Equal(256, set.Features!.Columns);
        Assert.Equal(["a", "b"], set.ClassNames);
    }

    [Fact]
    public async Task Features_BatchThreadsAndTier_ChangeNoByteOfTheFileWithinATier()
    {
        await Run("--batch", "1", "--threads", "1");
        byte[] first = File.ReadAllBytes(Output);
        await Run("--batch", "5", "--threads", "2");

        Assert.Equal(first, File.ReadAllBytes(Output));
        Assert.Equal(ExitCodes.Success, (await Run("--isa", "portable")).ExitCode);
        await Run("--isa", "auto");
        Assert.Equal(first, File.ReadAllBytes(Output));
    }

    [Fact]
    public async Task Features_FastPrecision_IsAnotherProtocolWithTheSameDigitsOnEveryTier()
    {
        await Run();
        FeatureSet exact = FeatureFile.Read(Output);
        await Run("--precision", "fast");
        FeatureSet fast = FeatureFile.Read(Output);
        Assert.Equal(ExitCodes.Success, (await Run("--precision", "fast", "--isa", "portable", "--batch", "1")).ExitCode);
        FeatureSet portable = FeatureFile.Read(Output);
        await Run("--isa", "auto");

        Assert.EndsWith("precision fast", fast.ProtocolText, StringComparison.Ordinal);
        Assert.NotEqual(exact.ProtocolHash, fast.ProtocolHash);
        Assert.NotEqual(exact.Features!.Row(0).ToArray(), fast.Features!.Row(0).ToArray());
        Assert.Equal(fast.Features.Row(0).ToArray(), portable.Features!.Row(0).ToArray());
    }

    [Fact]
    public async Task Features_ClassesAndLimit_ChooseImages()
    {
        CommandRun run = await Run("--classes", "b", "--limit", "2", "--seed", "3", "--layer", "leaky_re_lu_2", "--pooling", "max", "--fit", "crop");

        Assert.Equal(ExitCodes.Success, run.ExitCode);
        FeatureSet set = FeatureFile.Read(Output);
        Assert.Equal(2, set.Count);
        Assert.Equal(64, set.Features!.Columns);
        Assert.Equal(["b", "b"], set.Labels);
        Assert.Contains("crop the centre to 32x32", set.ProtocolText, StringComparison.Ordinal);
        Assert.Contains("pooling max", set.ProtocolText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Features_BadImage_FailsOrIsListed()
    {
        folder.Write("images/a/bad.png", []);

        CommandRun failed = await Run();
        Assert.Equal(ExitCodes.Input, failed.ExitCode);
        Assert.Contains("bad.png' is empty (0 bytes)", failed.Progress, StringComparison.Ordinal);
        Assert.False(File.Exists(Output));

        CommandRun skipped = await Run("--on-bad-image", "skip");
        Assert.Equal(ExitCodes.Success, skipped.ExitCode);
        Assert.Contains("Skipped a/bad.png: ", skipped.Output, StringComparison.Ordinal);
        Assert.Equal(6, FeatureFile.Read(Output).Count);
    }

    [Theory]
    [InlineData("--layer", "nope", "has no layer 'nope'")]
    [InlineData("--pooling", "avrg", "must be one of avg, max, flatten, but is 'avrg'. Did you mean 'avg'?")]
    [InlineData("--fit", "stretch", "must be one of squash, crop")]
    [InlineData("--protocol", "cleen", "no preprocessing protocol 'cleen'. There is: clean, clip, dinov2, imagenet, keras, keras-caffe, native, pytorch-fid, tf1, torchmetrics. Did you mean 'clean'?")]
    [InlineData("--classes", "c", "There is no class 'c'")]
    [InlineData("--limit", "0", "at least 1, but is 0")]
    [InlineData("--batch", "0", "at least 1, but is 0")]
    [InlineData("--threads", "-1", "at least 1, but is -1")]
    [InlineData("--seed", "-1", "must not be negative")]
    [InlineData("--isa", "sse9", "was \"sse9\"")]
    [InlineData("--precision", "quick", "must be one of exact, fast")]
    [InlineData("--on-bad-image", "ignore", "must be one of fail, skip")]
    public async Task Features_BadOptionValue_IsOneSentenceAndCodeTwo(string option, string value, string expected)
    {
        CommandRun run = await Run(option, value);

        Assert.Equal(ExitCodes.Input, run.ExitCode);
        Assert.StartsWith("error: ", run.Progress, StringComparison.Ordinal);
        Assert.Contains(expected, run.Progress, StringComparison.Ordinal);
        Assert.Single(run.Progress.TrimEnd().Split('\n'));
        Assert.DoesNotContain("   at ", run.Progress, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Features_ForcedInstructionSet_IsTakenFromTheEnvironment()
    {
        CommandRun run = await CommandRun.In(new() { ["FIDELIS_ISA"] = "sse9" }, "features", Images, "-o", Output, "--model", saved.Path);

        Assert.Equal(ExitCodes.Input, run.ExitCode);
        Assert.Contains("\"sse9\"", run.Progress, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Features_NoModel_SaysThatTheDefaultIsAbsent()
    {
        CommandRun run = await CommandRun.Of(["features", Images, "-o", Output]);

        Assert.Equal(ExitCodes.Input, run.ExitCode);
        Assert.Contains("inception-v3", run.Progress, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Features_UnknownOption_IsCodeOne() =>
        Assert.Equal(ExitCodes.Syntax, (await Run("--colour", "red")).ExitCode);

    private Task<CommandRun> Run(params string[] options) =>
        CommandRun.Of(["features", Images, "--model", saved.Path, "-o", Output, .. options]);

    private static TemporaryFolder DrawImages()
    {
        TemporaryFolder folder = new();
        for (int i = 0; i < 6; i++)
        {
            byte[] rgb = new byte[40 * 32 * 3];
            new Random(i).NextBytes(rgb);
            folder.Write($"images/{"ab"[i % 2]}/{i}.png", PngEncoder.Encode(new PixelImage(40, 32, rgb)));
        }

        return folder;
    }

    /// <summary>One untrained model for all tests.</summary>
    public sealed class SavedModel : IDisposable
    {
        private readonly TemporaryFolder folder = new();

        public SavedModel() =>
            ModelFile.Save(Path, ArchitectureCatalog.Find("biocnn-1").Create(new InputShape(32, 32, 3), ["a", "b"], 1), new Dictionary<string, string>());

        public string Path => System.IO.Path.Combine(folder.Path, "model.safetensors");

        public void Dispose() => folder.Dispose();
    }
}
