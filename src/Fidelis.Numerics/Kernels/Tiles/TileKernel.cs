namespace Fidelis.Numerics.Kernels.Tiles;

/// <summary>
/// The innermost loop of products of bfloat16 tiles: 32 x 32 sums in four tiles, to which chunks of 32 terms are added.
/// </summary>
/// <remarks>
/// <para>
/// In <see cref="ProductPrecision.Exact"/> each factor comes in two parts, high and low, and a chunk is three products of tiles, in this
/// order: high by low, high by high, low by high. In <see cref="ProductPrecision.Fast"/> there is one part and one product.
/// </para>
/// <para>
/// A product of tiles is defined as the instruction TDPBF16PS is (Intel 64 and IA-32 Architectures Software Developer's Manual, volume 2): of
/// an element, the terms of even places and those of odd places are summed apart, each from zero in rising order; the two sums are added, and
/// the total is added to the element. Products of two bfloat16 values are exact in float32, so that a fused product is none of its own. The
/// digits follow from that, whoever computes them. Values below 2^-126 count as zero for the instruction, and nothing says so here.
/// </para>
/// </remarks>
internal abstract unsafe class TileKernel
{
    /// <summary>Rows and columns of a tile of sums, and pairs of terms of a tile of factors.</summary>
    public const int TileSize = 16;

    /// <summary>Rows and columns of the result of a call, and terms of a chunk.</summary>
    public const int BlockSize = 2 * TileSize;

    /// <summary>Bytes of a row of a tile.</summary>
    public const int RowBytes = 64;

    /// <summary>Bytes of a tile.</summary>
    public const int TileBytes = TileSize * RowBytes;

    /// <summary>Gets how many parts each factor is packed in.</summary>
    /// <param name="precision">The precision.</param>
    /// <returns>Two, high and low, or one.</returns>
    public static int PartCount(ProductPrecision precision) => precision == ProductPrecision.Exact ? 2 : 1;

    /// <summary>Gets the bytes of a chunk of one factor: two tiles for each part.</summary>
    /// <param name="precision">The precision.</param>
    /// <returns>The number of bytes.</returns>
    public static int ChunkBytes(ProductPrecision precision) => PartCount(precision) * 2 * TileBytes;

    /// <summary>Makes the calling thread ready for products.</summary>
    public abstract void Begin();

    /// <summary>Ends what <see cref="Begin"/> began, on the same thread.</summary>
    public abstract void End();

    /// <summary>Adds a product to what the sums start from.</summary>
    /// <param name="precision">The precision that the factors were packed for.</param>
    /// <param name="product">The factors and the sums.</param>
    public abstract void Multiply(ProductPrecision precision, in TileProduct product);
}
