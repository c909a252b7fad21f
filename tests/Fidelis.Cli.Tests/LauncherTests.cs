using System.Diagnostics;
using Fidelis.Testing;

namespace Fidelis.Cli.Tests;

public sealed class LauncherTests
{
    /// <summary>Stands in for the program: it says what its standard input leads to.</summary>
    private const string Program = """
        #!/usr/bin/env bash
        if [ ! -e /dev/fd/0 ]; then echo closed; elif [ /dev/fd/0 -ef /dev/null ]; then echo nothing; else cat; fi
        """;

    [Theory]
    [InlineData("<&-", "nothing")]
    [InlineData("</dev/null", "nothing")]
    [InlineData("<<< words", "words")]
    [InlineData("2>&- <&-", "nothing")]
    public async Task Launch_AnyStandardInput_IsWhatTheProgramReads(string redirection, string expected)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The launcher is a script of bash.");
        using TemporaryFolder folder = new();
        string written = folder.Write("program", System.Text.Encoding.ASCII.GetBytes(Program));
        folder.Write("src/Fidelis.Cli/bin/ready/built", []);
        string launcher = Path.Combine(folder.Path, "fidelis");
        string program = Path.Combine(folder.Path, "src/Fidelis.Cli/bin/ready/fidelis");

        // Copies, which this process never had open: a child that another test starts meanwhile holds what this one writes to, and what somebody
        // writes to cannot be run.
        string copy = $"install -m 755 '{Path.Combine(Repository.Root, "fidelis")}' '{launcher}' && install -m 755 '{written}' '{program}'";
        using Process process = Process.Start(new ProcessStartInfo("bash", ["-c", $"{copy} && '{launcher}' {redirection}"]) { RedirectStandardOutput = true })!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(expected, output.Trim());
    }
}
