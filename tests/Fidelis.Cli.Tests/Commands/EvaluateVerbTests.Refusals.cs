namespace Fidelis.Cli.Tests.Commands;

/// <content>What is refused, and by which sentence.</content>
public sealed partial class EvaluateVerbTests
{
    [Fact]
    public async Task Evaluate_PerClassWithoutClasses_IsRefusedInASentence()
    {
        CommandRun run = await Run([Path.Combine(cells.Reference, "a"), cells.Generated, "--model", cells.Model, "--per-class"]);

        Assert.Equal(ExitCodes.Input, run.ExitCode);
        Assert.Contains("names none: put the images of each class into a folder of its name", run.Progress);
    }

    [Fact]
    public async Task Evaluate_MissingFolder_IsOneSentence() => (await Run([cells.Reference, "nowhere", "--model", cells.Model])).AssertRefused("The source 'nowhere' does not exist.");

    [Fact]
    public async Task Evaluate_EmptyFolder_IsOneSentence()
    {
        string empty = Directory.CreateDirectory(Path.Combine(folder.Path, "empty")).FullName;
        (await Run([cells.Reference, empty, "--model", cells.Model])).AssertRefused("holds no files");
    }

    [Fact]
    public async Task Evaluate_FolderOfTextFiles_IsOneSentence()
    {
        folder.Write("texts/a.txt", "no picture"u8.ToArray());
        (await Run([cells.Reference, Path.Combine(folder.Path, "texts"), "--model", cells.Model])).AssertRefused("must hold images");
    }

    [Fact]
    public async Task Evaluate_OneImage_IsOneSentence()
    {
        Cells.Draw(folder, "one", 1, 8);
        (await Run([cells.Reference, Path.Combine(folder.Path, "one"), "--model", cells.Model])).AssertRefused("fid needs at least 2 images in each set");
    }

    [Theory]
    [InlineData("--metrics", "fidd", "There is no metric 'fidd' of two sets. There is: ")]
    [InlineData("--model", "biocnn-3", "There is no model 'biocnn-3'")]
    [InlineData("--layer", "nope", "has no layer 'nope'")]
    [InlineData("--set", "is.splits=0", "is: The option 'splits' must be a whole number from 1 to 1000000, but is '0'.")]
    [InlineData("--set", "is.split=1", "is: There is no option 'split': there are convention, splits, shuffle-seed.")]
    [InlineData("--set", "splits", "metric.option=value")]
    [InlineData("--classes", "z", "There is no class 'z'")]
    [InlineData("--limit", "0", "at least 1, but is 0")]
    public async Task Evaluate_BadValue_IsOneSentence(string option, string value, string sentence) => (await Run([.. Sets, option, value])).AssertRefused(sentence);

    [Fact]
    public async Task Evaluate_SeveralProblems_AreAllNamed()
    {
        CommandRun run = await Run(["nowhere", "neither", "--model", "biocnn-3", "--metrics", "fidd"]);

        run.AssertRefused("There are 4 problems:");
        Assert.Contains("'nowhere'", run.Progress);
        Assert.Contains("'neither'", run.Progress);
    }

    [Fact]
    public async Task Evaluate_OutputThatCannotBeWritten_IsSaidBeforeTheWork() => (await Run([.. Sets, "--out", folder.Path])).AssertRefused("there is a folder of that name");
}
