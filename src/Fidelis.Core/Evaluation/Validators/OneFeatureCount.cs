using Fidelis.Features;

namespace Fidelis.Evaluation.Validators;

/// <summary>Requires that sets which are compared have as many features.</summary>
internal sealed class OneFeatureCount : IValidator
{
    /// <inheritdoc/>
    public IEnumerable<string> FindProblems(ValidationContext context)
    {
        EvaluationSource[] files = [.. context.Sources.Where(source => source.FeatureCount is not null)];
        foreach (EvaluationSource other in files.Skip(1).Where(other => other.FeatureCount != files[0].FeatureCount))
        {
            yield return $"Sets must have the same number of features, but '{files[0].Name}' has {files[0].FeatureCount} and '{other.Name}' {other.FeatureCount}: they are of different layers.";
        }

        if (context.Sources.Any(source => source.Images is not null))
        {
            foreach (FeatureExtractor extractor in context.Extractors)
            {
                foreach (EvaluationSource file in files.Where(file => file.FeatureCount != extractor.FeatureCount))
                {
                    yield return $"Sets must have the same number of features, but '{file.Name}' has {file.FeatureCount} and '{extractor.Model.Id}@{extractor.Layer.Name}' gives {extractor.FeatureCount}.";
                }
            }
        }
    }
}
