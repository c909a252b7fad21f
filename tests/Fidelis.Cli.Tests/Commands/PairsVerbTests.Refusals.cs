using System.Text.Json.Nodes;

namespace Fidelis.Cli.Tests.Commands;

/// <content>What is refused, and by which sentence.</content>
public sealed partial class PairsVerbTests
{
    [Fact]
    public async Task Pairs_UnmatchedNames_AreRefusedOrListed()
    {
        Draw("real", "1.png", "2.png", "3.png", "4.png");
        Draw("fake", 5, "1.png", "4.png", "x.png");

        (await Run()).AssertRefused(
            $"Every image must have a partner of the same path without extension, but there is none for 2 of 4 images in '{Real}' ('2.png', '3.png') and 1 of 3 images in '{Fake}' ('x.png'): add or rename them, leave them out by --unmatched skip, or pair by --match order.");
        CommandRun skipped = await Run("--unmatched", "skip", "--json");

        Assert.Equal(ExitCodes.Success, skipped.ExitCode);
        JsonNode result = JsonNode.Parse(skipped.Output)!["result"]!;
        Assert.Equal(2, result["pairs"]!.GetValue<int>());
        Assert.Equal("""{"reference":["2.png","3.png"],"generated":["x.png"]}""", result["unmatched"]!.ToJsonString());
        Assert.Contains("unmatched-images", skipped.Output);
    }

    [Fact]
    public async Task Pairs_NoNameOrTwoOfTheSame_AreRefusedWithTheRemedy()
    {
        Draw("real", "1.png", "2.png");
        Draw("fake", "one.png", "two.png");
        Draw("twice", "1.png", "1.bmp");

        (await Run()).AssertRefused("(such as 'one.png') has the name of one of");
        (await CommandRun.Of("pairs", Real, Path.Combine(folder.Path, "twice"))).AssertRefused("holds '1.bmp' and '1.png': remove one of them, or pair by --match order.");
    }

    [Fact]
    public async Task Pairs_TwoSizes_AreRefusedUnlessASizeIsGiven()
    {
        Draw("real", "1.png", "2.png");
        Draw("fake", 3, "1.png");
        folder.Write("fake/2.png", Picture(2, 40, 48, 0));

        (await Run()).AssertRefused("but 1 of 2 pairs differ, the first: '2.png' of the reference has 24 x 30 pixels and '2.png' has 40 x 48. Bring all to one size by --size 24x30.");
        CommandRun run = await Run("--size", "24x30");

        Assert.True(run.ExitCode == ExitCodes.Success, run.Progress);
        Assert.Contains("resized to 24 x 30 by antialiased bicubic", run.Output);
        Assert.Contains("squash to 24x30 by antialiased bicubic (Pillow, float32, clipped to 0..255) where the size differs", run.Output);
        Assert.Matches(@"1\.png +1\.png +9 ", run.Output);
    }

    [Fact]
    public async Task Pairs_SmallImages_AreRefusedByTheMetricsThatNeedMore()
    {
        folder.Write("real/1.png", Picture(1, 9, 12, 0));
        folder.Write("fake/1.png", Picture(1, 9, 12, 2));

        (await Run()).AssertRefused("The metric ssim needs images of at least 11 x 11 pixels with these options, but '1.png' has 9 x 12");
        Assert.Equal(ExitCodes.Success, (await Run("--set", "ssim.convention=skimage")).ExitCode);
        Assert.Equal(ExitCodes.Success, (await Run("--metrics", "mse,rmse,psnr")).ExitCode);
        Assert.Equal(ExitCodes.Success, (await Run("--size", "32")).ExitCode);
        (await Run("--metrics", "ms-ssim", "--set", "ms-ssim.levels=3", "--size", "40")).AssertRefused("at least 41 x 41");
    }

    [Theory]
    [InlineData("--metrics", "fid", "The metric 'fid' compares sets, not single images with one another: compute it by `fidelis evaluate REFERENCE GENERATED --metrics fid`.")]
    [InlineData("--metrics", "sism", "There is no metric 'sism' of pairs. There is: ms-ssim, mse, psnr, rmse, ssim.")]
    [InlineData("--set", "ssim.convention=matlab", "ssim: The option 'convention' must be wang or skimage or torchmetrics, but is 'matlab'.")]
    [InlineData("--set", "rmse.x=1", "add it to --metrics")]
    [InlineData("--match", "nam", "--match must be one of name, order, but is 'nam'. Did you mean 'name'?")]
    [InlineData("--unmatched", "drop", "must be one of fail, skip")]
    [InlineData("--size", "0", "--size must be N or WIDTHxHEIGHT, each from 1 to 16384 pixels, such as 64 or 320x240, but is '0'.")]
    [InlineData("--size", "3x4x5", "but is '3x4x5'")]
    [InlineData("--size", "99999", "but is '99999'")]
    [InlineData("--out", "", "must have a name")]
    public async Task Pairs_BadOptionValue_IsOneSentence(string option, string value, string expected)
    {
        Draw("real", "1.png");
        Draw("fake", 1, "1.png");

        (await Run(option, value)).AssertRefused(expected);
    }

    [Fact]
    public async Task Pairs_WrongOrEmptySources_AreRefused()
    {
        Draw("real", "1.png");
        Directory.CreateDirectory(Fake);

        (await Run()).AssertRefused("holds no files");
        (await CommandRun.Of("pairs", Real, Real + "s")).AssertRefused("does not exist. Did you mean 'real'?");
        (await CommandRun.Of("pairs", Path.Combine(Real, "1.png"), Real)).AssertRefused("1.png");
        Assert.Equal(ExitCodes.Syntax, (await CommandRun.Of("pairs", Real)).ExitCode);
    }

    [Fact]
    public async Task Pairs_OutputsThatAreInputsOrEachOther_AreRefused()
    {
        Draw("real", "1.png");
        Draw("fake", 1, "1.png");

        (await Run("--out", Out, "--csv", Path.ChangeExtension(Out, ".images.npz"))).AssertRefused("must name a file of its own");
        Assert.False(File.Exists(Out));
    }
}
