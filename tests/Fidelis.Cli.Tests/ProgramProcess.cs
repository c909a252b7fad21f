using System.Diagnostics;

namespace Fidelis.Cli.Tests;

/// <summary>The program as a process of its own, which can be interrupted and killed. It ends with its test.</summary>
internal sealed class ProgramProcess : IDisposable
{
    private readonly Process process;

    public ProgramProcess(params string[] arguments)
        : this(new Dictionary<string, string>(), arguments)
    {
    }

    /// <summary>Starts the program with further variables in its environment.</summary>
    public ProgramProcess(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        string host = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
        ProcessStartInfo start = new(host, [Path.Combine(AppContext.BaseDirectory, "fidelis.dll"), .. arguments])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
    }

    public int Id => process.Id;

    /// <summary>Reads stderr until a line begins with some text.</summary>
    /// <returns>Whether there was such a line.</returns>
    public async Task<bool> ReadUntil(string start, CancellationToken cancellation)
    {
        while (await process.StandardError.ReadLineAsync(cancellation).ConfigureAwait(false) is { } line)
        {
            if (line.StartsWith(start, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Waits for the end.</summary>
    /// <returns>The exit code, and what was left of stderr.</returns>
    public async Task<(int ExitCode, string Progress)> End(CancellationToken cancellation)
    {
        string rest = await process.StandardError.ReadToEndAsync(cancellation).ConfigureAwait(false);
        await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
        return (process.ExitCode, rest);
    }

    /// <summary>Kills the process as <c>kill -9</c> does: it learns nothing of it.</summary>
    public void Kill() => process.Kill();

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }
}
