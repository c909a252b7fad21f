using System.Runtime.InteropServices;

namespace Fidelis.Evaluation;

/// <summary>Describes the machine of a run, so that its seconds can be judged.</summary>
/// <param name="OperatingSystem">The operating system with its version.</param>
/// <param name="Processor">The processor as it names itself.</param>
/// <param name="CoreCount">The number of logical processors that the run could use.</param>
/// <param name="InstructionSet">The tier of the computing kernels, such as <c>avx512</c>.</param>
public sealed record MachineDescription(string OperatingSystem, string Processor, int CoreCount, string InstructionSet)
{
    private const string ProcessorFile = "/proc/cpuinfo";

    /// <summary>Describes the machine that this process runs on.</summary>
    /// <param name="instructionSet">The tier of the computing kernels in use.</param>
    /// <returns>The description.</returns>
    public static MachineDescription Detect(string instructionSet) =>
        new(RuntimeInformation.OSDescription, DetectProcessor(), Environment.ProcessorCount, instructionSet);

    private static string DetectProcessor()
    {
        try
        {
            // Linux on x64 names the model here; other platforms have no such file or no such line.
            if (File.Exists(ProcessorFile)
                && File.ReadLines(ProcessorFile).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) is { } line)
            {
                return line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The name is for the reader of the run file; a sandbox that hides it is no reason to fail.
        }

        return Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
