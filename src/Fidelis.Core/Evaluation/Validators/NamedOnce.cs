namespace Fidelis.Evaluation.Validators;

/// <summary>Requires that no model and no generated set is given twice, which would do the same work again and look like a second finding.</summary>
internal sealed class NamedOnce : IValidator
{
    /// <inheritdoc/>
    public IEnumerable<string> FindProblems(ValidationContext context)
    {
        IEnumerable<string> models = context.Extractors
            .CountBy(extractor => (extractor.ProtocolHash, Label: $"{extractor.Model.Id}@{extractor.Layer.Name}"))
            .Where(count => count.Value > 1)
            .Select(count => $"the model '{count.Key.Label}'");
        IEnumerable<string> sets = context.Plan.Generated
            .CountBy(path => path)
            .Where(count => count.Value > 1)
            .Select(count => $"the generated set '{count.Key}'");
        return models.Concat(sets).Select(what => $"Each model and each generated set must be given once, but {what} is given several times.");
    }
}
