using Fidelis.Cli.Streams;
using Fidelis.Numerics.Errors;
using Spectre.Console;

namespace Fidelis.Cli.Tests.Streams;

public sealed class WriterTests
{
    [Fact]
    public void ResultWriter_FullDisk_SaysSo()
    {
        using TextWriter writer = new ResultWriter(new FullDisk());

        Assert.Contains("no space", Assert.Throws<InputException>(() => writer.WriteLine("42")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ProgressWriter_FullDisk_IsSilent()
    {
        using TextWriter writer = new ProgressWriter(new FullDisk());

        writer.WriteLine("1 of 2 images");
        writer.Flush();
    }

    [Fact]
    public void PrintableText_NameThatATerminalWouldObey_IsShown()
    {
        using StringWriter output = new();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, ColorSystem = ColorSystemSupport.Standard, Out = new AnsiConsoleOutput(output) });
        console.Pipeline.Attach(new PrintableText());

        console.MarkupLineInterpolated($"[red]error:[/] no '{"a\u001b[2Jb\u0007"}'");

        Assert.Contains("no 'a\\u001b[2Jb\\u0007'", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("\u001b[", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[2J", output.ToString(), StringComparison.Ordinal);
    }

    private sealed class FullDisk : StringWriter
    {
        public override void Write(char value) => throw new IOException("There is no space left.");

        public override void Write(char[] buffer, int index, int count) => throw new IOException("There is no space left.");

        public override void Write(string? value) => throw new IOException("There is no space left.");

        public override void Flush() => throw new IOException("There is no space left.");
    }
}
