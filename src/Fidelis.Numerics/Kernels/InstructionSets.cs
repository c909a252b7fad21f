using Fidelis.Numerics.Errors;

namespace Fidelis.Numerics.Kernels;

/// <summary>
/// Knows the instruction sets of this machine and which of them the kernels use: the fastest one, unless another is forced.
/// </summary>
public static class InstructionSets
{
    /// <summary>The name that stands for the fastest instruction set of this machine.</summary>
    public const string Automatic = "auto";

    private static readonly InstructionSet[] Tiers = [new InstructionSet("portable", "plain loops")];

    private static InstructionSet active = Tiers[0];

    /// <summary>Gets the instruction sets that this machine has, the fastest first.</summary>
    public static IReadOnlyList<InstructionSet> Available => Tiers;

    /// <summary>Gets the instruction set that the kernels use.</summary>
    public static InstructionSet Active => Volatile.Read(ref active);

    /// <summary>Chooses the instruction set by name, for every product that starts from now on.</summary>
    /// <param name="name">The name of an available instruction set, or <c>auto</c> for the fastest.</param>
    /// <exception cref="InputException">This machine has no instruction set of that name.</exception>
    public static void Force(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        InstructionSet? chosen = name == Automatic ? Tiers[0] : Array.Find(Tiers, tier => tier.Name == name);
        string names = string.Join(", ", Tiers.Select(tier => tier.Name));
        Volatile.Write(ref active, chosen ?? throw new InputException(
            $"The instruction set must be one that this machine has ({names}) or {Automatic}, but it was \"{name}\"."));
    }
}
