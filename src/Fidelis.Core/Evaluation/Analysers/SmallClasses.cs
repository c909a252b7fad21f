namespace Fidelis.Evaluation.Analysers;

/// <summary>Warns where classes have too few images for a FID of their own, as <see cref="SmallSample"/> does for whole sets.</summary>
internal sealed class SmallClasses : IAnalyser
{
    /// <inheritdoc/>
    public IEnumerable<Conclusion> Analyse(AnalysisContext context)
    {
        if (context.Comparison.FindScored("ifid") is null || context.Comparison.Model.FeatureCount is not { } features)
        {
            yield break;
        }

        (string Name, long Count)[] classes =
        [
            .. context.Reference.Statistics.Classes.Intersect(context.Generated.Statistics.Classes, StringComparer.Ordinal)
                .Select(name => (name, context.Sets.Min(set => set.Statistics.OfClass(name).Count!.Value))),
        ];
        string[] small = [.. classes.Where(of => of.Count < 2 * features).Select(of => $"{of.Name} ({of.Count})")];
        if (small.Length > 0)
        {
            yield return new Conclusion(
                "small-classes",
                ConclusionKind.Warning,
                "ifid",
                $"FID by class compares covariances of {features} features, but in one set or the other there are few images of {string.Join(", ", small)}. Such a FID is floor for a large part: read it and the mean over the classes beside their floors, take at least {2 * features} images of each class, or a layer with fewer features.");
        }
    }
}
