using Fidelis.Evaluation;

namespace Fidelis.Reports.Console;

/// <summary>The conclusions of an evaluation as they are printed under its table.</summary>
public static class ConclusionList
{
    /// <summary>
    /// Gathers the conclusions of all comparisons: what could not be computed, warnings, verdicts, notes. Equal sentences stand once, and
    /// sentences that differ by the name of a set become one that names them all.
    /// </summary>
    /// <param name="result">The result.</param>
    /// <returns>The conclusions in the order in which they are read.</returns>
    public static IReadOnlyList<Conclusion> Of(RunResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return
        [
            .. result.Comparisons
                .SelectMany(comparison => comparison.Conclusions)
                .GroupBy(conclusion => (conclusion.Kind, Sentence: WithSets(conclusion, string.Empty)))
                .Select(Join)
                .OrderBy(conclusion => conclusion.Kind switch
                {
                    ConclusionKind.Error => 0,
                    ConclusionKind.Warning => 1,
                    ConclusionKind.Verdict => 2,
                    _ => 3,
                }),
        ];
    }

    private static Conclusion Join(IEnumerable<Conclusion> alike)
    {
        Conclusion first = alike.First();
        string[] sets = [.. alike.Select(conclusion => $"'{conclusion.Set}'").Distinct()];
        string names = sets.Length == 1 ? sets[0] : $"{string.Join(", ", sets[..^1])} and {sets[^1]}";
        return first with { Message = WithSets(first, names) };
    }

    private static string WithSets(Conclusion conclusion, string names) =>
        conclusion.Set is { } set ? conclusion.Message.Replace($"'{set}'", names, StringComparison.Ordinal) : conclusion.Message;
}
