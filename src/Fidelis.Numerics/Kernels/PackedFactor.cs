using Fidelis.Numerics.Kernels.Tiles;

namespace Fidelis.Numerics.Kernels;

/// <summary>The rows of a matrix B, packed once for many products <c>A Bᵀ</c>.</summary>
/// <remarks>
/// <para>
/// It computes what <see cref="FloatProduct"/> computes, to the last bit, but reads A where it lies: a product of a few rows with many, again
/// and again, spends its time on products alone. Any number of threads may multiply at once.
/// </para>
/// <para>
/// Rounded factors are for those who need bounds and no digits: each value of A and B is rounded to bfloat16, to nearest, and the d products of these
/// are summed in float32, in an order and with digits that the machine chooses. <see cref="RoundingError"/> says how far a row is moved.
/// </para>
/// </remarks>
public sealed unsafe class PackedFactor : IDisposable
{
    private readonly int rowCount;
    private readonly int termCount;
    private readonly ScratchBuffer memory;
    private readonly PackedFilters panels;

    /// <summary>Packs rows for the instruction set that is active now.</summary>
    /// <param name="rowCount">Rows of B.</param>
    /// <param name="termCount">Columns of B, which are the terms of the products, at least one.</param>
    /// <param name="rows">B, <c>[rowCount, termCount]</c>.</param>
    /// <param name="isRounded">Whether the factors are rounded to bfloat16.</param>
    /// <exception cref="ArgumentException">A size is not positive, or the length does not match the sizes.</exception>
    public PackedFactor(int rowCount, int termCount, ReadOnlySpan<float> rows, bool isRounded = false)
        : this(InstructionSets.ActiveTier, rowCount, termCount, rows, isRounded)
    {
    }

    /// <summary>Packs rows for one tier.</summary>
    internal PackedFactor(KernelTier tier, int rowCount, int termCount, ReadOnlySpan<float> rows, bool isRounded = false)
    {
        this.rowCount = rowCount;
        this.termCount = termCount;
        ConvolutionShape shape = Shape(1);
        KernelGuards.RequireValid(shape);
        KernelGuards.RequireLength(rows.Length, shape.WeightLength, shape, nameof(rows));
        fixed (float* values = rows)
        {
            // A row of B is a filter over a single pixel, whose channels are the terms.
            FilterMatrix matrix = FilterMatrix.Forward(shape, values);
            memory = ScratchBuffer.Rent(
                isRounded ? TilePanels.LengthOf(ProductPrecision.Fast, matrix, rowCount) : FilterPanels.LengthOf(tier, matrix, rowCount));
            panels = isRounded
                ? new TilePanels(
                    tier.RoundedTiles ?? new PortableTileKernel(), ProductPrecision.Fast, matrix, rowCount, [], slope: 1, memory.Pointer, carriesErrors: false)
                : new FilterPanels(tier, matrix, rowCount, [], slope: 1, memory.Pointer);
        }
    }

    /// <summary>Gets a value indicating whether products of rounded factors are faster than others with the instruction set that is active now.</summary>
    public static bool IsFasterRounded => InstructionSets.ActiveTier.RoundedTiles is not null;

    /// <summary>Computes how far rounding moves a row: the squared length of what it takes off.</summary>
    /// <param name="row">The row.</param>
    /// <returns>The squared length, in float64.</returns>
    public static double RoundingError(ReadOnlySpan<float> row)
    {
        fixed (float* values = row)
        {
            return Bfloat16.SquaredError(values, row.Length);
        }
    }

    /// <summary>Computes <c>C = A Bᵀ</c>.</summary>
    /// <param name="m">Rows of A and C.</param>
    /// <param name="a">A, <c>[m, terms]</c>.</param>
    /// <param name="c">Receives C, <c>[m, rows of B]</c>.</param>
    /// <exception cref="ArgumentException">A length does not match the sizes, or C overlaps A.</exception>
    public void Multiply(int m, ReadOnlySpan<float> a, Span<float> c)
    {
        ConvolutionShape shape = Shape(m);
        KernelGuards.RequireLength(a.Length, shape.InputLength, shape, nameof(a));
        KernelGuards.RequireLength(c.Length, shape.OutputLength, shape, nameof(c));
        KernelGuards.RequireApart(c, a);
        fixed (float* left = a, result = c)
        {
            new PatchProduct(PatchGrid.OfInput(shape, left, isReadBeyond: false), m, panels, PixelGrid.OfMatrix(result, m, rowCount)).Multiply();
        }
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => memory.Dispose();

    private ConvolutionShape Shape(int pixels) => new(pixels, 1, 1, termCount, rowCount, 1, 1, 1, 1, 0, 0, 0, 0);
}
