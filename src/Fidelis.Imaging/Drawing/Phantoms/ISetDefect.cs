using Fidelis.Imaging.Distortions;

namespace Fidelis.Imaging.Drawing.Phantoms;

/// <summary>
/// One way to spoil a set without touching its pictures, by a known amount. Every class of this assembly that implements it is found
/// by <see cref="PhantomDefect"/>; it must have a parameterless constructor and no state.
/// </summary>
public interface ISetDefect
{
    /// <summary>Gets the name that users type: lower case.</summary>
    string Id { get; }

    /// <summary>Gets what it does to a set.</summary>
    string Summary { get; }

    /// <summary>Gets the strengths that it can have.</summary>
    StrengthRange Strength { get; }

    /// <summary>Spoils a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="strength">How much, within <see cref="Strength"/>.</param>
    /// <returns>The spoiled plan, with as many pictures.</returns>
    /// <exception cref="Fidelis.Numerics.Errors.InputException">The plan cannot be spoiled that much.</exception>
    PhantomPlan Apply(PhantomPlan plan, double strength);
}
