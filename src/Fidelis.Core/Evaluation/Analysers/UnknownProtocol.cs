namespace Fidelis.Evaluation.Analysers;

/// <summary>Warns where a file does not tell how its features were made.</summary>
internal sealed class UnknownProtocol : IAnalyser
{
    /// <inheritdoc/>
    public IEnumerable<Conclusion> Analyse(AnalysisContext context) => context.Sets
        .Where(set => set.Source.Protocol is { Hash.Length: 0 })
        .Select(set => new Conclusion(
            "unknown-protocol",
            ConclusionKind.Warning,
            null,
            $"'{set.Source.Name}' does not say by which network and preprocessing it was made: the scores hold only if it was the same as for the other set."));
}
