using Fidelis.Numerics.Errors;
using Fidelis.Numerics.Kernels;
using Fidelis.Numerics.Kernels.Tiles;
using Fidelis.Numerics.Tests.Kernels.Tiles;

namespace Fidelis.Numerics.Tests.Kernels;

public sealed class AmxTierTests
{
    [Fact]
    public void TryCreate_RightProducts_GivesTheTier()
    {
        InterpretedTileKernel kernel = new();
        AmxTier? tier = AmxTier.TryCreate(kernel, out string? refusal);
        Assert.Null(refusal);
        Assert.NotNull(tier);
        Assert.Same(kernel, tier.Tiles);
        Assert.Equal("amx", tier.InstructionSet.Name);
    }

    [Fact]
    public void TryCreate_WrongProducts_AreRefused()
    {
        Assert.Null(AmxTier.TryCreate(new WrongKernel(), out string? refusal));
        Assert.Equal("whose products are wrong on this machine", refusal);
    }

    [Fact]
    public void TryCreate_NoMemoryForCode_IsRefused()
    {
        Assert.Null(AmxTier.TryCreate(null, out string? refusal));
        Assert.Equal("for which the system permits no memory that can be executed", refusal);
    }

    [Fact]
    public void Force_MachineWithoutTiles_SaysWhy()
    {
        Assert.SkipWhen(InstructionSets.Available.Any(set => set.Name == "amx"), "This machine has AMX.");
        InputException error = Assert.Throws<InputException>(() => InstructionSets.Force("amx"));
        Assert.Matches("but it was \"amx\", (which|for which|whose) .+[^.]\\.$", error.Message);
    }

    /// <summary>A processor that forgets the last of the products.</summary>
    private sealed class WrongKernel : TileKernel
    {
        private readonly PortableTileKernel inner = new();

        public override void Begin() => inner.Begin();

        public override void End() => inner.End();

        public override void Multiply(ProductPrecision precision, in TileProduct product) =>
            inner.Multiply(precision, product with { ChunkCount = product.ChunkCount - 1 });
    }
}
