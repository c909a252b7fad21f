using Fidelis.Imaging.Decoding;
using Spectre.Console;

namespace Fidelis.Cli.Tests.Commands;

public sealed class PhantomsVerbTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("fidelis-phantoms-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public async Task Phantoms_CountAndClasses_WritesBalancedClassFolders()
    {
        string folder = Path.Combine(root, "set");
        (int code, string output, _) = await Run("phantoms", "--count", "5", "--size", "20", "--classes", "monocyte,lymphocyte", "-o", folder);
        Assert.Equal(ExitCodes.Success, code);
        Assert.Equal($"5 images in {folder}: 3 monocyte, 2 lymphocyte", output.Trim());
        string[] files = Directory.GetFiles(folder, "*.png", SearchOption.AllDirectories);
        Assert.Equal(5, files.Length);
        Assert.All(files, file => Assert.Equal(20, ImageDecoder.Decode(File.ReadAllBytes(file), file).Pixels.Width));
    }

    [Theory]
    [InlineData("--defect", "rust", "The defect must be one of blur, colour, duplicates, missing-classes, noise, but is 'rust'.")]
    [InlineData("--size", "3", "The size of a phantom must be 16 to 4096 pixels, but is 3.")]
    [InlineData("--seed", "-4", "--seed must not be negative, but is -4.")]
    [InlineData("--classes", "basophil", "The class must be one of eosinophil, lymphocyte, monocyte, neutrophil, but is 'basophil'.")]
    public async Task Phantoms_WrongOption_EndsWithOneSentenceAndWritesNothing(string option, string value, string message)
    {
        (int code, string output, string error) = await Run("phantoms", "--count", "8", "-o", Path.Combine(root, "set"), option, value);
        Assert.Equal((ExitCodes.Input, ""), (code, output));
        Assert.Equal($"error: {message}", error.Trim());
        Assert.Empty(Directory.GetFileSystemEntries(root));
    }

    [Fact]
    public async Task Phantoms_FolderWithContent_IsRefused()
    {
        await File.WriteAllTextAsync(Path.Combine(root, "notes.txt"), "mine", TestContext.Current.CancellationToken);
        (int code, _, string error) = await Run("phantoms", "--count", "8", "-o", root, "--overwrite");
        Assert.Equal(ExitCodes.Input, code);
        Assert.Contains("notes.txt", error);
    }

    private static async Task<(int Code, string Output, string Error)> Run(params string[] args)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        CommandContext context = new(Console(output), Console(error), output, TimeProvider.System, _ => null);
        return (await CommandLine.RunAsync(args, context), output.ToString(), error.ToString());
    }

    private static IAnsiConsole Console(TextWriter writer)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Interactive = InteractionSupport.No, Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = 300;
        return console;
    }
}
