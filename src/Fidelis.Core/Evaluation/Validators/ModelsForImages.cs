namespace Fidelis.Evaluation.Validators;

/// <summary>Requires that no model is given where there are only files, which none would look at.</summary>
internal sealed class ModelsForImages : IValidator
{
    /// <inheritdoc/>
    public IEnumerable<string> FindProblems(ValidationContext context)
    {
        if (context.AreAllOpened && context.Plan.Models.Count > 0 && context.Sources.All(source => source.Images is null))
        {
            yield return "A model is given, but every set is a file of features or statistics, which no model looks at: leave --model out.";
        }
    }
}
