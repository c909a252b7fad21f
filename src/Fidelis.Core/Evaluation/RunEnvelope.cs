using System.Reflection;
using System.Text.Json.Nodes;

namespace Fidelis.Evaluation;

/// <summary>What every run records, whatever its kind: an evaluation, a training, a classification.</summary>
/// <remarks><see cref="Fidelis.Reports.Json.RunFile"/> writes it as <c>fidelis-run/1</c>, the only contract between a run and everything that shows it.</remarks>
public sealed record RunEnvelope
{
    /// <summary>Gets the version of Fidelis that reads this.</summary>
    public static string CurrentVersion { get; } =
        typeof(RunEnvelope).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>Gets the kind of the run, which says how to read <see cref="Inputs"/> and <see cref="Result"/>: <c>evaluation</c>, <c>training</c>, <c>classification</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Gets the version of Fidelis that made the run. The default is <see cref="CurrentVersion"/>.</summary>
    public string Version { get; init; } = CurrentVersion;

    /// <summary>Gets the time at which the run began, in UTC.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Gets the arguments of the command as the user gave them, the verb first.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>Gets the seed of every random choice that has none of its own.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Gets the duration of the run in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>Gets the machine that the run was made on.</summary>
    public required MachineDescription Machine { get; init; }

    /// <summary>Gets what the run was made from; the form depends on <see cref="Kind"/>.</summary>
    public required JsonObject Inputs { get; init; }

    /// <summary>Gets what the run found; the form depends on <see cref="Kind"/>.</summary>
    public required JsonObject Result { get; init; }
}
