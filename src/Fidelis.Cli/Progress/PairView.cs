using Fidelis.Evaluation.Pairs;

namespace Fidelis.Cli.Progress;

/// <summary>Compares images one by one and shows on stderr how far it is.</summary>
internal static class PairView
{
    /// <summary>Runs a comparison.</summary>
    /// <param name="context">The streams.</param>
    /// <param name="inputs">What is to be compared.</param>
    /// <param name="cancellation">Ends it by an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The values.</returns>
    public static PairResult Run(CommandContext context, PairInputs inputs, CancellationToken cancellation) =>
        ProgressLine.Run(
            context,
            "Comparing",
            "images",
            new ProgressReporter(2 * inputs.Matches.Pairs.Count, inputs.EncodedBytes),
            reporter => PairEvaluator.Run(inputs, new ExtractionRelay(reporter), cancellation));
}
