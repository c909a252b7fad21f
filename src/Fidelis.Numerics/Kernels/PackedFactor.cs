namespace Fidelis.Numerics.Kernels;

/// <summary>The rows of a matrix B, packed once for many products <c>A Bᵀ</c>.</summary>
/// <remarks>
/// It computes what <see cref="FloatProduct"/> computes, to the last bit, but reads A where it lies: a product of a few rows with many, again
/// and again, spends its time on products alone. Any number of threads may multiply at once.
/// </remarks>
public sealed unsafe class PackedFactor : IDisposable
{
    private readonly int rowCount;
    private readonly int termCount;
    private readonly ScratchBuffer memory;
    private readonly FilterPanels panels;

    /// <summary>Packs rows for the instruction set that is active now.</summary>
    /// <param name="rowCount">Rows of B.</param>
    /// <param name="termCount">Columns of B, which are the terms of the products, at least one.</param>
    /// <param name="rows">B, <c>[rowCount, termCount]</c>.</param>
    /// <exception cref="ArgumentException">A size is not positive, or the length does not match the sizes.</exception>
    public PackedFactor(int rowCount, int termCount, ReadOnlySpan<float> rows)
        : this(InstructionSets.ActiveTier, rowCount, termCount, rows)
    {
    }

    /// <summary>Packs rows for one tier.</summary>
    internal PackedFactor(KernelTier tier, int rowCount, int termCount, ReadOnlySpan<float> rows)
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
            memory = ScratchBuffer.Rent(FilterPanels.LengthOf(tier, matrix, rowCount));
            panels = new FilterPanels(tier, matrix, rowCount, [], slope: 1, memory.Pointer);
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
            PatchProduct.Multiply(PatchGrid.OfInput(shape, left, isReadBeyond: false), m, panels, PixelGrid.OfMatrix(result, m, rowCount));
        }
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => memory.Dispose();

    private ConvolutionShape Shape(int pixels) => new(pixels, 1, 1, termCount, rowCount, 1, 1, 1, 1, 0, 0, 0, 0);
}
