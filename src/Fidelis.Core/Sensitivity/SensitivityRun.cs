using Fidelis.Evaluation;

namespace Fidelis.Sensitivity;

/// <summary>Makes experiments one after the other.</summary>
public static class SensitivityRun
{
    /// <summary>Makes the experiments.</summary>
    /// <param name="inputs">What <see cref="SensitivitySetup"/> made of a plan.</param>
    /// <returns>What they found.</returns>
    /// <exception cref="Numerics.Errors.InputException">An image cannot be read, or no score of an experiment could be computed.</exception>
    public static SensitivityResult Of(SensitivityInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ExperimentResult[] results = [.. inputs.Experiments.Select(one => one.Experiment.Run(one.Context))];
        SensitivitySets sets = inputs.Experiments[0].Context.Sets;
        SourceSummary reference = sets.SummaryOf(inputs.Evaluation.Reference);
        SourceSummary[] generated = [.. inputs.Evaluation.Generated.Select(sets.SummaryOf)];
        return new SensitivityResult(reference, generated, results, [.. inputs.Conclusions, .. OfImages(inputs.Evaluation, reference, generated)]);
    }

    private static IReadOnlyList<Conclusion> OfImages(EvaluationInputs inputs, SourceSummary reference, SourceSummary[] generated)
    {
        SetImages? first = Images(inputs.Reference, reference);
        SetImages[] others = [.. inputs.Generated.Zip(generated, Images).OfType<SetImages>()];
        return ImageConclusions.Of(first is null ? others : [first, .. others], first is null ? [] : [.. others.Select(other => (first, other))]);
    }

    private static SetImages? Images(EvaluationSource source, SourceSummary summary) =>
        source.Images is { } images && summary.Report is { } report ? SetImages.Of(images, report) : null;
}
