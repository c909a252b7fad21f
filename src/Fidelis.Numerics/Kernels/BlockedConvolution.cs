using Fidelis.Numerics.Kernels.Tiles;

namespace Fidelis.Numerics.Kernels;

/// <summary>
/// The convolution and the gradient of its input as products of gathered patches with re-ordered filters.
/// </summary>
internal static unsafe class BlockedConvolution
{
    /// <summary>Computes the output images.</summary>
    /// <param name="tier">The kernels.</param>
    /// <param name="shape">The sizes.</param>
    /// <param name="input">The images, <c>[n, h, w, in]</c>.</param>
    /// <param name="weights">The filters, <c>[out, in, kh, kw]</c>.</param>
    /// <param name="bias">The value that each output channel starts from, <c>[out]</c>, or empty for none.</param>
    /// <param name="output">Receives the images, <c>[n, oh, ow, out]</c>.</param>
    /// <param name="normalization">What is done to the images first, or <see langword="null"/> for nothing.</param>
    /// <param name="tiles">The tiles of bfloat16 that the products are made of, three for one, or <see langword="null"/> for products of float32.</param>
    public static void Forward(
        KernelTier tier,
        in ConvolutionShape shape,
        ReadOnlySpan<float> input,
        ReadOnlySpan<float> weights,
        ReadOnlySpan<float> bias,
        Span<float> output,
        ChannelNormalization? normalization = null,
        TileKernel? tiles = null)
    {
        int pixelCount = shape.BatchCount * shape.OutputHeight * shape.OutputWidth;
        fixed (float* images = input, filters = weights, results = output)
        {
            PatchGrid left = PatchGrid.OfInput(shape, images, isReadBeyond: false, normalization);
            PixelGrid pixels = PixelGrid.OfMatrix(results, pixelCount, shape.OutputChannels);
            FilterMatrix right = FilterMatrix.Forward(shape, filters);
            using ScratchBuffer panels = ScratchBuffer.Rent(PackedFilters.LengthOf(tier, tiles, ProductPrecision.Exact, right, shape.OutputChannels));
            PackedFilters packed = PackedFilters.Pack(tier, tiles, ProductPrecision.Exact, right, shape.OutputChannels, bias, slope: 1, panels.Pointer);
            new PatchProduct(left, shape.BatchCount * shape.OutputHeight, packed, pixels).Multiply();
        }
    }

    /// <summary>Computes the gradient of the input images from the gradient of the output images.</summary>
    /// <remarks>
    /// <para>
    /// Input row y was read by output row oy through filter row ky where <c>y + top = oy * s + ky</c>. The rows y = y0 + s j of one
    /// phase y0 in [0, s) therefore meet only the filter rows <c>ky = a + s t</c> with <c>a = (y0 + top) mod s</c>, from the output rows
    /// <c>oy = q + j - t</c> with <c>q = (y0 + top) div s</c>. In the order of falling t that is a convolution of stride 1
    /// over the output's gradient: each phase is one product with its own part of the filters, and no product is spent on zeros that a
    /// stride would have to be filled up with. At stride 1 there is one phase, with the filters flipped.
    /// </para>
    /// <para>
    /// The columns follow the same rule. Phases that no filter row or column meets receive zeros. All phases of some rows are computed in turn,
    /// so that the output's gradient is read from memory once.
    /// </para>
    /// </remarks>
    /// <param name="tier">The kernels.</param>
    /// <param name="shape">The sizes of the forward convolution.</param>
    /// <param name="outputGradient">The gradient of the output, <c>[n, oh, ow, out]</c>.</param>
    /// <param name="weights">The filters, <c>[out, in, kh, kw]</c>.</param>
    /// <param name="inputGradient">Receives the gradient of the input, <c>[n, h, w, in]</c>.</param>
    /// <param name="tiles">The tiles of bfloat16 that the products are made of, three for one, or <see langword="null"/> for products of float32.</param>
    public static void InputGradient(
        KernelTier tier,
        in ConvolutionShape shape,
        ReadOnlySpan<float> outputGradient,
        ReadOnlySpan<float> weights,
        Span<float> inputGradient,
        TileKernel? tiles = null)
    {
        fixed (float* images = outputGradient, filters = weights, results = inputGradient)
        {
            int phasesPerRow = Math.Min(shape.StrideX, shape.InputWidth);
            PatchProduct[] products = new PatchProduct[Math.Min(shape.StrideY, shape.InputHeight) * phasesPerRow];
            ScratchBuffer[] panels = new ScratchBuffer[products.Length];
            nint rowStep = (nint)shape.InputWidth * shape.InputChannels;
            for (int i = 0; i < products.Length; i++)
            {
                (int y, int x) = Math.DivRem(i, phasesPerRow);
                Phase vertical = new(y, shape.InputHeight, shape.StrideY, shape.PaddingTop, shape.KernelHeight);
                Phase horizontal = new(x, shape.InputWidth, shape.StrideX, shape.PaddingLeft, shape.KernelWidth);
                PatchGrid left = new(
                    images, shape.OutputHeight, shape.OutputWidth, shape.OutputChannels, vertical.Places, horizontal.Places,
                    isReadBeyond: false);
                FilterMatrix right = FilterMatrix.Backward(shape, filters, vertical.Taps, horizontal.Taps);
                PixelGrid pixels = new(
                    results + (y * rowStep) + ((nint)x * shape.InputChannels), vertical.Places.Count, horizontal.Places.Count,
                    shape.InputHeight * rowStep, shape.StrideY * rowStep, (nint)shape.StrideX * shape.InputChannels);
                panels[i] = ScratchBuffer.Rent(PackedFilters.LengthOf(tier, tiles, ProductPrecision.Exact, right, shape.InputChannels));
                products[i] = new PatchProduct(
                    left, shape.BatchCount * vertical.Places.Count,
                    PackedFilters.Pack(tier, tiles, ProductPrecision.Exact, right, shape.InputChannels, [], slope: 1, panels[i].Pointer), pixels);
            }

            PatchProduct.MultiplyInTurn(products);
            foreach (ScratchBuffer phase in panels)
            {
                phase.Dispose();
            }
        }
    }

    /// <summary>One phase of a stride along one axis.</summary>
    private readonly record struct Phase
    {
        public Phase(int first, int size, int stride, int padding, int kernel)
        {
            (int quotient, int remainder) = Math.DivRem(first + padding, stride);
            int taps = Math.Max(0, (kernel - remainder + stride - 1) / stride);
            Taps = new TapSequence(remainder + (stride * (taps - 1)), -stride, taps);
            Places = new PatchAxis((size - first + stride - 1) / stride, 1, quotient - taps + 1, taps);
        }

        /// <summary>Gets the rows or columns of the filter, the last first.</summary>
        public TapSequence Taps { get; }

        /// <summary>Gets the places of that part of the filter over the output's gradient, one for each pixel of the phase.</summary>
        public PatchAxis Places { get; }
    }
}
