using System.Diagnostics;
using System.Runtime.InteropServices;
using Fidelis.Networks.Weights;
using Fidelis.Reports.Json;
using Fidelis.Testing;

namespace Fidelis.Cli.Tests.Commands;

/// <summary>Runs the program as a process of its own and interrupts it as a terminal does.</summary>
public sealed class InterruptTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("fidelis-interrupt-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Train_CtrlCAfterTheFirstEpoch_EndsWith130AndLeavesUsableFiles()
    {
        SkipWhereNothingInterrupts();
        ClassFolders.Write(Path.Combine(folder, "data", "blue"), 10, (20, 60, 200));
        ClassFolders.Write(Path.Combine(folder, "data", "red"), 10, (200, 60, 20));
        string output = Path.Combine(folder, "out");
        Directory.CreateDirectory(output);
        await File.WriteAllTextAsync(Path.Combine(output, "roc-curves.svg"), "of an earlier training", TestContext.Current.CancellationToken);
        using ProgramProcess process = new("train", "biocnn-1", Path.Combine(folder, "data"), "--out", output, "--epochs", "1000000");
        Assert.True(await process.ReadUntil("epoch 1/", TestContext.Current.CancellationToken));
        Interrupt(process);
        (int exitCode, string rest) = await process.End(TestContext.Current.CancellationToken);

        Assert.Equal(ExitCodes.Cancelled, exitCode);
        Assert.Contains("Cancelled after", rest);
        Assert.Contains("--resume", rest);
        Assert.Equal(2, ModelFile.Load(Path.Combine(output, "best.safetensors")).Network.Classes.Count);
        Assert.Equal(2, ModelFile.Load(Path.Combine(output, "last.safetensors")).Network.Classes.Count);
        Assert.True(RunFile.Read(Path.Combine(output, "run.json")).Result["interrupted"]!.GetValue<bool>());
        Assert.Equal(
            ["best.safetensors", "checkpoint.safetensors", "last.safetensors", "learning-curves.csv", "learning-curves.svg", "run.json"],
            Directory.GetFiles(output).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Features_CtrlCWhileAnOnnxModelLoopsWithoutEnd_EndsWith130()
    {
        SkipWhereNothingInterrupts();
        ClassFolders.Write(Path.Combine(folder, "data", "blue"), 10, (20, 60, 200));
        string model = Path.Combine(folder, "endless.onnx");
        await File.WriteAllBytesAsync(model, OnnxBytes.EndlessLoop(), TestContext.Current.CancellationToken);
        using ProgramProcess process = new(
            "features", Path.Combine(folder, "data"), "--model", model, "--protocol", "imagenet", "-o", Path.Combine(folder, "features.npz"));
        Assert.True(await process.ReadUntil($"Checking: opening {model}", TestContext.Current.CancellationToken));
        Interrupt(process);
        (int exitCode, string rest) = await process.End(TestContext.Current.CancellationToken);

        // A command that does not end by itself is ended after half a minute, and says nothing then.
        Assert.Equal(ExitCodes.Cancelled, exitCode);
        Assert.EndsWith("Cancelled.\n", rest);
        Assert.Equal([model], Directory.GetFiles(folder));
    }

    private static void SkipWhereNothingInterrupts()
    {
        Assert.SkipWhen(RuntimeInformation.IsOSPlatform(OSPlatform.Windows), "Windows has no SIGINT to send to one process.");
        Assert.SkipWhen(IgnoresInterrupts(), "Whoever started the tests, such as nohup or a script's background, has SIGINT ignored, and children inherit that.");
    }

    private static void Interrupt(ProgramProcess process)
    {
        using Process kill = Process.Start("kill", ["-INT", $"{process.Id}"]);
    }

    /// <summary>Tells whether this process ignores SIGINT, the second lowest bit of the mask that Linux gives.</summary>
    private static bool IgnoresInterrupts()
    {
        const string Key = "SigIgn:";
        const string Status = "/proc/self/status";
        return File.Exists(Status)
            && File.ReadLines(Status).FirstOrDefault(line => line.StartsWith(Key, StringComparison.Ordinal)) is { } mask
            && (Convert.ToUInt64(mask[Key.Length..].Trim(), 16) & 2) != 0;
    }
}
