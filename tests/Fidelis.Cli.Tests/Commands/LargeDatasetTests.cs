using System.Globalization;
using Fidelis.Testing;
using Fidelis.Training;

namespace Fidelis.Cli.Tests.Commands;

/// <summary>Trains on more images than the process may hold.</summary>
public sealed class LargeDatasetTests : IDisposable
{
    private const int ImageCount = 200_000;
    private const long MiB = 1 << 20;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Train_TwoHundredThousandImages_StaysWithinAFractionOfTheirSize()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("FIDELIS_LONG") == "1", "Takes some minutes and 3 GB of disk: FIDELIS_LONG=1 turns it on.");
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Reads the largest working set from /proc.");
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        string data = Path.Combine(folder.Path, "data");
        ClassFolders.Write(Path.Combine(data, "blue"), ImageCount / 2, (90, 90, 130), size: 64);
        ClassFolders.Write(Path.Combine(data, "red"), ImageCount / 2, (130, 90, 90), size: 64);

        // The network is small, so that reading is what is measured; the images are not.
        using ProgramProcess process = new(
            "train", "biocnn-1", data, "--out", Path.Combine(folder.Path, "out"), "--epochs", "1", "--input-size", "16", "--memory", "64");
        Task<(int ExitCode, string Progress)> end = process.End(cancellation);
        long largest = 0;
        while (!end.IsCompleted)
        {
            largest = Math.Max(largest, PeakBytes(process.Id));
            await Task.WhenAny(end, Task.Delay(500, cancellation));
        }

        (int exitCode, string progress) = await end;
        TestContext.Current.SendDiagnosticMessage($"The largest working set was {largest / MiB} MiB.");
        Assert.True(exitCode == ExitCodes.Success, progress);
        Assert.True(File.Exists(Path.Combine(folder.Path, "out", TrainingFolder.BestFile)));
        // Decoded, the images are 2,344 MiB. 64 are granted to them, 32 wait; paths, labels and hashes of 200,000 files take about 150.
        Assert.InRange(largest, 1, 700 * MiB);
    }

    private static long PeakBytes(int processId)
    {
        try
        {
            string? line = File.ReadLines($"/proc/{processId}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
        }
        catch (IOException)
        {
            // The process has ended.
            return 0;
        }
    }
}
