using Fidelis.Evaluation.Floors;

namespace Fidelis.Evaluation.Validators;

/// <summary>Requires, for measured floors, a reference that can be divided.</summary>
internal sealed class FloorOfReference : IValidator
{
    /// <inheritdoc/>
    public IEnumerable<string> FindProblems(ValidationContext context)
    {
        bool allOpened = context.Sources.Count == context.Plan.Generated.Count + 1;
        if (context.Plan.Floor == FloorKind.Measured && allOpened && context.Sources[0] is { Statistics: not null } reference)
        {
            yield return $"A floor is measured by dividing the reference, but '{reference.Name}' holds statistics of all images together: give images or a features file, or leave --floor out.";
        }
    }
}
