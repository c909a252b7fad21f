using Fidelis.Evaluation.Analysers;
using Fidelis.Features;

namespace Fidelis.Evaluation;

/// <summary>What there is to say of a model before it looks at any image.</summary>
public static class ModelConclusions
{
    /// <summary>Finds the conclusions.</summary>
    /// <param name="extractor">The model, and how it looks at images.</param>
    /// <returns>The conclusions; empty where there is nothing to say.</returns>
    public static IEnumerable<Conclusion> Of(FeatureExtractor extractor)
    {
        ArgumentNullException.ThrowIfNull(extractor);
        return OtherRange.Of(extractor);
    }
}
