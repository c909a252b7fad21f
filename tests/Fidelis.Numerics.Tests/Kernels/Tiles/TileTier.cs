using Fidelis.Numerics.Kernels;
using Fidelis.Numerics.Kernels.CookToom;
using Fidelis.Numerics.Kernels.Tiles;

namespace Fidelis.Numerics.Tests.Kernels.Tiles;

/// <summary>An instruction set of nothing but a tile kernel, so that convolutions can be run by any of them on any machine.</summary>
internal sealed unsafe class TileTier(TileKernel kernel) : KernelTier
{
    public override InstructionSet InstructionSet { get; } = new("tiles", "products of tiles");

    public override bool IsAvailable => true;

    public override TileKernel Tiles => kernel;

    public override int Rows => throw new NotSupportedException();

    public override int TransposedRows => throw new NotSupportedException();

    public override int Columns => throw new NotSupportedException();

    public override LineTransform Transform => throw new NotSupportedException();

    protected override void MultiplyTile(
        TermRuns runs, float** left, float* right, float* start, float slope, float** result, nint column) => throw new NotSupportedException();

    protected override void MultiplyTransposedTile(
        TermRuns runs, float** lines, nint row, float* right, float* start, float* result, nint step) => throw new NotSupportedException();
}
