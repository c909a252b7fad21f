namespace Fidelis.Evaluation.Validators;

/// <summary>Requires that no model, nor how it looks at images, is given where there are only files, which none would look at.</summary>
internal sealed class ModelsForImages : IValidator
{
    /// <inheritdoc/>
    public IEnumerable<string> FindProblems(ValidationContext context)
    {
        if (!context.AreAllOpened || context.Sources.Any(source => source.Images is not null))
        {
            yield break;
        }

        EvaluationPlan plan = context.Plan;
        if (plan.Models.Count > 0)
        {
            yield return "A model is given, but every set is a file of features or statistics, which no model looks at: leave --model out.";
        }

        (string Option, string? Value)[] ways = [("--weights", plan.Weights), ("--layer", plan.Extraction.Layer), ("--protocol", plan.Extraction.Protocol)];
        foreach ((string option, string? value) in ways.Where(way => way.Value is not null))
        {
            yield return $"{option} '{value}' says how a model looks at images, but every set is a file of features or statistics, which no model looks at: leave it out.";
        }
    }
}
