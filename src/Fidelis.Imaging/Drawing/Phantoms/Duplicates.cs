using Fidelis.Imaging.Distortions;

namespace Fidelis.Imaging.Drawing.Phantoms;

/// <summary>Replaces the last pictures of each class by exact copies of its first ones. It is what a generator does that has collapsed.</summary>
public sealed class Duplicates : ISetDefect
{
    /// <inheritdoc/>
    public string Id => "duplicates";

    /// <inheritdoc/>
    public string Summary => "a share of each class are exact copies of its other pictures";

    /// <inheritdoc/>
    public StrengthRange Strength { get; } = new(0, 1, 0.5, "of each class (at 1 a single picture remains)");

    /// <inheritdoc/>
    public PhantomPlan Apply(PhantomPlan plan, double strength)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan with { DistinctShare = plan.DistinctShare * (1 - strength) };
    }
}
