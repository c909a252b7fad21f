namespace Fidelis.Numerics.Kernels.CookToom;

/// <summary>How the outputs of a convolution are cut into tiles, and from how many products each tile is found.</summary>
/// <param name="Vertical">The rows of a tile.</param>
/// <param name="Horizontal">The columns of a tile.</param>
internal sealed record CookToomScheme(CookToomAxis Vertical, CookToomAxis Horizontal)
{
    /// <summary>
    /// What moving one value to the points and back costs, in products: measured on a processor with AVX-512, where memory and sums of the
    /// transforms take the time of so many products.
    /// </summary>
    private const double TransformCost = 16;

    /// <summary>What remains of the time of the direct convolution must be less than this share, or the direct one is taken.</summary>
    public const double WorthwhileShare = 0.9;

    /// <summary>Errors up to three times those of plain sums.</summary>
    private static readonly CookToomScheme[] ForFrozenFilters =
    [
        new(CookToomAxis.FourOfThree, CookToomAxis.FourOfThree),
        new(CookToomAxis.TwoOfThree, CookToomAxis.TwoOfThree),
        new(CookToomAxis.TwoOfFive, CookToomAxis.TwoOfFive),
        new(CookToomAxis.Identity, CookToomAxis.TwoOfSeven),
        new(CookToomAxis.TwoOfSeven, CookToomAxis.Identity),
        new(CookToomAxis.Identity, CookToomAxis.FourOfThree),
        new(CookToomAxis.FourOfThree, CookToomAxis.Identity),
    ];

    /// <summary>Errors below those of plain sums: the steps of a training amplify whatever was rounded.</summary>
    private static readonly CookToomScheme[] ForChangingFilters = [new(CookToomAxis.TwoOfThree, CookToomAxis.TwoOfThree)];

    /// <summary>Errors of the gradient of the filters 1.7 times those of plain sums, of which the steps of a training make no more (docs/decisions/0011).</summary>
    private static readonly CookToomScheme[] ForSummedProducts = [new(CookToomAxis.FourOfThree, CookToomAxis.FourOfThree)];

    /// <summary>Gets the products of a tile for one channel and one filter.</summary>
    public int Size => Vertical.Size * Horizontal.Size;

    /// <summary>Finds the scheme for filters that do not change any more. The sizes alone decide, the number of images not among them.</summary>
    /// <param name="shape">The sizes.</param>
    /// <returns>The scheme, or <see langword="null"/> where the direct convolution is to be taken.</returns>
    public static CookToomScheme? ForInference(in ConvolutionShape shape) => Best(ForFrozenFilters, shape);

    /// <summary>Finds the scheme for filters that are being trained.</summary>
    /// <param name="shape">The sizes.</param>
    /// <returns>The scheme, or <see langword="null"/> where the direct convolution is to be taken.</returns>
    public static CookToomScheme? ForTraining(in ConvolutionShape shape) => Best(ForChangingFilters, shape);

    /// <summary>Finds the scheme for the gradient of the input.</summary>
    /// <param name="shape">The sizes of the forward convolution.</param>
    /// <returns>The scheme, or <see langword="null"/> where the direct way is to be taken.</returns>
    public static CookToomScheme? ForGradient(in ConvolutionShape shape) =>
        shape is { StrideY: 1, StrideX: 1 } ? ForTraining(shape.Turned()) : null;

    /// <summary>Finds the scheme for the gradient of the filters.</summary>
    /// <param name="shape">The sizes of the forward convolution.</param>
    /// <returns>The scheme, or <see langword="null"/> where the direct way is to be taken.</returns>
    public static CookToomScheme? ForWeightGradient(in ConvolutionShape shape) => Best(ForSummedProducts, shape);

    /// <summary>Gets the rows of tiles of an image.</summary>
    /// <param name="shape">The sizes.</param>
    /// <returns>The number of rows.</returns>
    public int RowsOf(in ConvolutionShape shape) => Pieces(shape.OutputHeight, Vertical.Outputs);

    /// <summary>Gets the tiles in a row of an image.</summary>
    /// <param name="shape">The sizes.</param>
    /// <returns>The number of tiles.</returns>
    public int ColumnsOf(in ConvolutionShape shape) => Pieces(shape.OutputWidth, Horizontal.Outputs);

    /// <summary>Estimates what the scheme takes of the time of the direct convolution.</summary>
    /// <param name="shape">The sizes of the convolution that is tiled.</param>
    /// <returns>The share.</returns>
    public double Share(in ConvolutionShape shape)
    {
        double channels = shape.InputChannels;
        double filters = shape.OutputChannels;
        double direct = (double)shape.OutputHeight * shape.OutputWidth * shape.KernelHeight * shape.KernelWidth * channels * filters;
        double tiled = (double)RowsOf(shape) * ColumnsOf(shape) * Size * ((channels * filters) + (TransformCost * (channels + filters)));
        return tiled / Math.Max(1, direct);
    }

    /// <summary>Takes the scheme that is estimated to be the fastest.</summary>
    private static CookToomScheme? Best(CookToomScheme[] schemes, in ConvolutionShape shape)
    {
        if (shape.StrideY != 1 || shape.StrideX != 1)
        {
            return null;
        }

        double least = WorthwhileShare;
        CookToomScheme? best = null;
        foreach (CookToomScheme scheme in schemes)
        {
            if (scheme.Vertical.Taps == shape.KernelHeight && scheme.Horizontal.Taps == shape.KernelWidth && scheme.Share(shape) < least)
            {
                least = scheme.Share(shape);
                best = scheme;
            }
        }

        return best;
    }

    private static int Pieces(int length, int pieceLength) => (length + pieceLength - 1) / pieceLength;
}
