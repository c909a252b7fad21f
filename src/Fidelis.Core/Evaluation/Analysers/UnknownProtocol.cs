namespace Fidelis.Evaluation.Analysers;

/// <summary>Warns where a file does not tell how its features were made.</summary>
internal sealed class UnknownProtocol : IAnalyser
{
    /// <inheritdoc/>
    public IEnumerable<Conclusion> Analyse(AnalysisContext context) => Of(context.Sets.Select(set => set.Source));

    /// <summary>Warns of the files among some sets that are compared.</summary>
    public static IEnumerable<Conclusion> Of(IEnumerable<EvaluationSource> sources) => sources
        .Where(source => source.Protocol is { Hash.Length: 0 })
        .Select(source => new Conclusion(
            "unknown-protocol",
            ConclusionKind.Warning,
            null,
            $"'{source.Name}' does not say by which network and preprocessing it was made: the scores hold only if it was the same as for the other set."));
}
