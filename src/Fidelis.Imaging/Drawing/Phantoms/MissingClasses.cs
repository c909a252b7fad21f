using System.Globalization;
using Fidelis.Imaging.Distortions;
using Fidelis.Numerics.Errors;

namespace Fidelis.Imaging.Drawing.Phantoms;

/// <summary>Leaves out the last classes; the others share their pictures. It is what a generator does that has dropped modes.</summary>
public sealed class MissingClasses : ISetDefect
{
    /// <inheritdoc/>
    public string Id => "missing-classes";

    /// <inheritdoc/>
    public string Summary => "the last classes are left out, the others have more pictures";

    /// <inheritdoc/>
    public StrengthRange Strength { get; } = new(0, PhantomPainter.Classes.Count - 1, 1, "classes");

    /// <inheritdoc/>
    public PhantomPlan Apply(PhantomPlan plan, double strength)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (!double.IsInteger(strength) || strength >= plan.Classes.Count)
        {
            throw new InputException(string.Create(
                CultureInfo.InvariantCulture,
                $"The defect missing-classes leaves out a whole number of classes and needs one that stays, but is {strength} of {plan.Classes.Count} ({string.Join(", ", plan.Classes)})."));
        }

        return plan with { Classes = [.. plan.Classes.Take(plan.Classes.Count - (int)strength)] };
    }
}
