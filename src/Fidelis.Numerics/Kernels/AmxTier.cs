using Fidelis.Numerics.Kernels.Tiles;

namespace Fidelis.Numerics.Kernels;

/// <summary>
/// The tier of AMX: convolutions of networks in bfloat16 tiles, of those that are being trained where <see cref="TrainingRoute"/> says so, and everything else as
/// <see cref="Avx512Tier"/> does, because what is proven of it rests on the rounding of float32.
/// </summary>
internal sealed class AmxTier : Avx512Tier
{
    /// <summary>The name of the instruction set.</summary>
    public const string Name = "amx";

    /// <summary>Why there is no tier where a trial of its products failed.</summary>
    public const string WrongProducts = "whose products are wrong on this machine";

    private AmxTier(TileKernel tiles) => Tiles = tiles;

    /// <inheritdoc/>
    public override InstructionSet InstructionSet { get; } = new(Name, "AMX, tiles of 16 x 16 sums of bfloat16 products, beside AVX-512");

    /// <inheritdoc/>
    public override TileKernel Tiles { get; }

    /// <summary>Asks the system for the tiles, assembles the kernels and tries them.</summary>
    /// <param name="refusal">Why there is no tier, as the end of a sentence; or <see langword="null"/>.</param>
    /// <returns>The tier, or <see langword="null"/>.</returns>
    public static AmxTier? TryCreate(out string? refusal)
    {
        refusal = TilePermission.Request();
        return refusal is null ? TryCreate(AmxTileKernel.TryCreate(), out refusal) : null;
    }

    /// <summary>Takes a kernel if its products are right.</summary>
    /// <param name="kernel">The kernel, or <see langword="null"/> where the system permitted no memory for it.</param>
    /// <param name="refusal">Why there is no tier, as the end of a sentence; or <see langword="null"/>.</param>
    /// <returns>The tier, or <see langword="null"/>.</returns>
    internal static AmxTier? TryCreate(TileKernel? kernel, out string? refusal)
    {
        refusal = kernel is null ? "for which the system permits no memory that can be executed"
            : TileTrial.Passes(kernel) ? null
            : WrongProducts;
        return refusal is null ? new AmxTier(kernel!) : null;
    }
}
