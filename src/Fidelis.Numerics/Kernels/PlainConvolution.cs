namespace Fidelis.Numerics.Kernels;

/// <summary>
/// The convolution and its gradients as the textbook writes them, summed in float64: slow, obvious, and what the fast paths are
/// tested against.
/// </summary>
/// <remarks>
/// <c>Y[n, y, x, o] = bias[o] + sum over ky, kx, i of X[n, y*sy + ky - top, x*sx + kx - left, i] * W[o, i, ky, kx]</c>,
/// where X is zero outside the image. The gradients visit the same products and add them to the two other places.
/// </remarks>
internal static class PlainConvolution
{
    /// <summary>Computes the output images.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="input">The images, <c>[n, h, w, in]</c>.</param>
    /// <param name="weights">The filters, <c>[out, in, kh, kw]</c>.</param>
    /// <param name="bias">The value that each output channel starts from, <c>[out]</c>, or empty for none.</param>
    /// <param name="output">Receives the images, <c>[n, oh, ow, out]</c>.</param>
    public static void Forward(
        in ConvolutionShape shape, ReadOnlySpan<float> input, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, Span<float> output)
    {
        double[] sums = new double[output.Length];
        for (int i = 0; i < sums.Length && !bias.IsEmpty; i++)
        {
            sums[i] = bias[i % shape.OutputChannels];
        }

        for (Place place = Place.First(shape); place.IsInside; place.MoveNext())
        {
            for (int o = 0; o < shape.OutputChannels; o++)
            {
                for (int i = 0; i < shape.InputChannels; i++)
                {
                    sums[place.Output + o] += (double)input[place.Input + i] * weights[place.Weight(o, i)];
                }
            }
        }

        Round(sums, output);
    }

    /// <summary>Computes the gradient of the input images from the gradient of the output images.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="outputGradient">The gradient of the output, <c>[n, oh, ow, out]</c>.</param>
    /// <param name="weights">The filters, <c>[out, in, kh, kw]</c>.</param>
    /// <param name="inputGradient">Receives the gradient of the input, <c>[n, h, w, in]</c>.</param>
    public static void InputGradient(
        in ConvolutionShape shape, ReadOnlySpan<float> outputGradient, ReadOnlySpan<float> weights, Span<float> inputGradient)
    {
        double[] sums = new double[inputGradient.Length];
        for (Place place = Place.First(shape); place.IsInside; place.MoveNext())
        {
            for (int o = 0; o < shape.OutputChannels; o++)
            {
                for (int i = 0; i < shape.InputChannels; i++)
                {
                    sums[place.Input + i] += (double)outputGradient[place.Output + o] * weights[place.Weight(o, i)];
                }
            }
        }

        Round(sums, inputGradient);
    }

    /// <summary>Computes the gradient of the filters from the input and the gradient of the output images.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="input">The images, <c>[n, h, w, in]</c>.</param>
    /// <param name="outputGradient">The gradient of the output, <c>[n, oh, ow, out]</c>.</param>
    /// <param name="weightGradient">Receives the gradient of the filters, <c>[out, in, kh, kw]</c>.</param>
    public static void WeightGradient(
        in ConvolutionShape shape, ReadOnlySpan<float> input, ReadOnlySpan<float> outputGradient, Span<float> weightGradient)
    {
        double[] sums = new double[weightGradient.Length];
        for (Place place = Place.First(shape); place.IsInside; place.MoveNext())
        {
            for (int o = 0; o < shape.OutputChannels; o++)
            {
                for (int i = 0; i < shape.InputChannels; i++)
                {
                    sums[place.Weight(o, i)] += (double)input[place.Input + i] * outputGradient[place.Output + o];
                }
            }
        }

        Round(sums, weightGradient);
    }

    private static void Round(double[] sums, Span<float> destination)
    {
        for (int i = 0; i < sums.Length; i++)
        {
            destination[i] = (float)sums[i];
        }
    }

    /// <summary>Walks over every meeting of an output pixel with a kernel tap that falls inside the image.</summary>
    private struct Place
    {
        private readonly ConvolutionShape shape;
        private int image;
        private int y;
        private int x;
        private int kernelY;
        private int kernelX;

        private Place(in ConvolutionShape shape) => this.shape = shape;

        public readonly bool IsInside => image < shape.BatchCount;

        /// <summary>Gets the index of the first channel of the output pixel.</summary>
        public readonly int Output => ((((image * shape.OutputHeight) + y) * shape.OutputWidth) + x) * shape.OutputChannels;

        /// <summary>Gets the index of the first channel of the input pixel.</summary>
        public readonly int Input => ((((image * shape.InputHeight) + Row) * shape.InputWidth) + Column) * shape.InputChannels;

        private readonly int Row => (y * shape.StrideY) + kernelY - shape.PaddingTop;

        private readonly int Column => (x * shape.StrideX) + kernelX - shape.PaddingLeft;

        private readonly bool IsPadding =>
            (uint)Row >= (uint)shape.InputHeight || (uint)Column >= (uint)shape.InputWidth;

        public static Place First(in ConvolutionShape shape)
        {
            Place place = new(shape);
            if (place.IsInside && place.IsPadding)
            {
                place.MoveNext();
            }

            return place;
        }

        /// <summary>Gets the index of the weight that joins an input channel to an output channel at this tap.</summary>
        public readonly int Weight(int outputChannel, int inputChannel) =>
            (((((outputChannel * shape.InputChannels) + inputChannel) * shape.KernelHeight) + kernelY) * shape.KernelWidth) + kernelX;

        public void MoveNext()
        {
            do
            {
                Advance();
            }
            while (IsInside && IsPadding);
        }

        private void Advance()
        {
            if (++kernelX < shape.KernelWidth)
            {
                return;
            }

            kernelX = 0;
            if (++kernelY < shape.KernelHeight)
            {
                return;
            }

            kernelY = 0;
            if (++x < shape.OutputWidth)
            {
                return;
            }

            x = 0;
            if (++y < shape.OutputHeight)
            {
                return;
            }

            y = 0;
            image++;
        }
    }
}
