using Fidelis.Numerics.Errors;

namespace Fidelis.Numerics.Kernels;

/// <summary>
/// Knows the instruction sets of this machine and which of them the kernels use: the fastest one, unless another is forced.
/// </summary>
public static class InstructionSets
{
    /// <summary>The name that stands for the fastest instruction set of this machine.</summary>
    public const string Automatic = "auto";

    private static readonly string? tileRefusal;

    private static KernelTier activeTier;

    static InstructionSets()
    {
        // The fastest first.
        KernelTier?[] tiers = [AmxTier.TryCreate(out tileRefusal), new Avx512Tier(), new Avx2Tier(), new NeonTier(), new PortableTier()];
        Tiers = [.. tiers.OfType<KernelTier>().Where(tier => tier.IsAvailable)];
        Available = Array.ConvertAll(Tiers, tier => tier.InstructionSet);
        activeTier = Tiers[0];
        Warning = tileRefusal == AmxTier.WrongProducts
            ? $"The instruction set \"{AmxTier.Name}\" is left out, {tileRefusal}; \"{Available[0].Name}\" is used in its place."
            : null;
    }

    /// <summary>Gets the instruction sets that this machine has and Fidelis has kernels for, the fastest first.</summary>
    public static IReadOnlyList<InstructionSet> Available { get; }

    /// <summary>Gets the instruction set that the kernels use.</summary>
    public static InstructionSet Active => ActiveTier.InstructionSet;

    /// <summary>
    /// Gets a sentence that says which instruction set was left out because it computes wrong products on this machine, or
    /// <see langword="null"/>.
    /// </summary>
    public static string? Warning { get; }

    /// <summary>Gets the tiers that this machine can run, the fastest first.</summary>
    internal static KernelTier[] Tiers { get; }

    /// <summary>Gets the tier that the kernels use.</summary>
    internal static KernelTier ActiveTier => Volatile.Read(ref activeTier);

    /// <summary>Chooses the instruction set by name, for every product that starts from now on.</summary>
    /// <param name="name">The name of an available instruction set, or <c>auto</c> for the fastest.</param>
    /// <exception cref="InputException">There is no available instruction set of that name.</exception>
    public static void Force(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Volatile.Write(ref activeTier, Find(name));
    }

    /// <summary>Chooses a tier, which may be one with kernels of another machine, for every product that starts from now on: tests do.</summary>
    /// <param name="tier">The tier.</param>
    internal static void Force(KernelTier tier) => Volatile.Write(ref activeTier, tier);

    /// <summary>Finds a tier by the name of its instruction set.</summary>
    /// <param name="name">The name of an available instruction set, or <c>auto</c> for the fastest.</param>
    /// <returns>The tier.</returns>
    /// <exception cref="InputException">There is no available instruction set of that name.</exception>
    internal static KernelTier Find(string name)
    {
        KernelTier? tier = name == Automatic ? Tiers[0] : Array.Find(Tiers, candidate => candidate.InstructionSet.Name == name);
        string refusal = name == AmxTier.Name && tileRefusal is not null ? $", {tileRefusal}" : "";
        return tier ?? throw new InputException(
            $"The instruction set must be one that this machine has ({string.Join(", ", Available.Select(set => set.Name))}) "
            + $"or \"{Automatic}\" for the fastest of them, but it was \"{name}\"{refusal}.");
    }
}
