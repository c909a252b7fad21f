using Fidelis.Evaluation;

namespace Fidelis.Reports.Console;

/// <summary>The conclusions of an evaluation as they are printed under its table.</summary>
public static class ConclusionList
{
    /// <summary>Gathers the conclusions of all comparisons: what could not be computed, warnings, verdicts, notes. Equal sentences stand once.</summary>
    /// <param name="result">The result.</param>
    /// <returns>The conclusions in the order in which they are read.</returns>
    public static IReadOnlyList<Conclusion> Of(RunResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return
        [
            .. result.Comparisons
                .SelectMany(comparison => comparison.Conclusions)
                .DistinctBy(conclusion => conclusion.Message)
                .OrderBy(conclusion => conclusion.Kind switch
                {
                    ConclusionKind.Error => 0,
                    ConclusionKind.Warning => 1,
                    ConclusionKind.Verdict => 2,
                    _ => 3,
                }),
        ];
    }
}
