using Fidelis.Evaluation;
using Fidelis.Evaluation.Rankings;
using Fidelis.Reports.Console;
using Spectre.Console;

namespace Fidelis.Cli.Tables;

/// <summary>Shows rankings, what their places are worth in words, and by which protocols they were made.</summary>
internal static class RankingSummary
{
    /// <summary>Writes to stdout.</summary>
    /// <param name="context">The streams.</param>
    /// <param name="result">The comparison of the runs.</param>
    public static void Write(CommandContext context, RankingResult result)
    {
        foreach (Ranking ranking in result.Rankings)
        {
            TableRenderer.Write(context, RankingTable.Of(result, ranking));
            context.Output.WriteLine();
        }

        foreach (Conclusion conclusion in result.Conclusions)
        {
            EvaluationSummary.Write(context.Output, conclusion);
        }

        foreach (ProtocolSummary protocol in result.Rankings.Select(ranking => ranking.Protocol).OfType<ProtocolSummary>().Distinct())
        {
            EvaluationSummary.Write(context.Output, protocol);
        }
    }
}
