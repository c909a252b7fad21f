using Fidelis.Numerics.Discovery;

namespace Fidelis.Evaluation.Validators;

/// <summary>All validators, found by reflection: adding one touches no list.</summary>
internal static class ValidatorCatalog
{
    /// <summary>Gets the validators in the ordinal order of their names, which is the order of the problems in a message.</summary>
    public static IReadOnlyList<IValidator> All { get; } = Parts.Of<IValidator>(part => part.GetType().FullName!);
}
