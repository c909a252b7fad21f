using Fidelis.Numerics.Kernels;
using Fidelis.Numerics.Kernels.Tiles;
using Fidelis.Numerics.Threading;
using Fidelis.Testing;

namespace Fidelis.Numerics.Tests.Kernels.Tiles;

/// <summary>Convolutions by products of tiles, by the definition of such a product and by the machine code on a model of the processor.</summary>
public sealed class TilePanelsTests
{
    /// <summary>Filters of every form, strides, channels on both sides of every border of a chunk, a panel, a group and a block.</summary>
    private static readonly ConvolutionShape[] Shapes =
    [
        ConvolutionShape.Same(3, 9, 11, 3, 32, 3, 2),
        ConvolutionShape.Same(2, 7, 5, 33, 65, 3, 1),
        ConvolutionShape.Same(1, 8, 8, 32, 64, 3, 1),
        ConvolutionShape.Same(1, 5, 6, 300, 48, 1, 1),
        ConvolutionShape.Same(1, 6, 6, 610, 33, 1, 1),
        new(2, 9, 12, 40, 33, 1, 7, 1, 1, 0, 3, 0, 3),
        new(2, 12, 9, 50, 16, 7, 1, 1, 1, 3, 0, 3, 0),
        new(2, 7, 8, 5, 3, 3, 3, 2, 2, 0, 0, 0, 0),
        new(1, 3, 3, 200, 40, 3, 3, 1, 1, 1, 1, 1, 1),
        new(1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0),
        new(1, 1, 70, 64, 96, 1, 1, 1, 1, 0, 0, 0, 0),
    ];

    [Theory]
    [InlineData(ProductPrecision.Exact)]
    [InlineData(ProductPrecision.Fast)]
    public void Run_AnyShape_AgreesWithPlainSums(ProductPrecision precision)
    {
        foreach (ConvolutionShape shape in Shapes)
        {
            float[] input = KernelBound.Values(1, shape.InputLength);
            float[] weights = KernelBound.Values(2, shape.WeightLength);
            float[] bias = KernelBound.Values(3, shape.OutputChannels);
            float[] expected = new float[shape.OutputLength];
            PlainConvolution.Forward(shape, input, weights, bias, expected);
            float[] actual = Run(new PortableTileKernel(), shape, input, weights, bias, 1, precision);
            int terms = weights.Length / shape.OutputChannels;
            for (int i = 0; i < actual.Length; i++)
            {
                // Inputs are below 1, so that no sum is larger than those of the weights. A product loses half of the last place of its input, and of its
                // weight twice: its own error, and that of the one before, which it was given. In exact there is besides the product of both low
                // parts, at most 2^-16 of it. The rounding of the sums is that of KernelBound, three times as many in exact.
                ReadOnlySpan<float> filter = weights.AsSpan(i % shape.OutputChannels * terms, terms);
                double magnitude = Math.Abs(bias[i % shape.OutputChannels]);
                foreach (float weight in filter)
                {
                    magnitude += Math.Abs(weight);
                }

                double loss = precision == ProductPrecision.Exact ? (3.1 * Math.Pow(2, -17)) + Math.Pow(2, -16) : 3.1 * Math.Pow(2, -8);
                NumericAssert.Close(expected[i], actual[i], (loss + (((3 * terms) + 3) * Math.Pow(2, -23))) * magnitude);
            }
        }
    }

    [Theory]
    [InlineData(ProductPrecision.Exact, 0)]
    [InlineData(ProductPrecision.Fast, 0.3f)]
    public void Run_ByTheMachineCode_GivesTheDigitsOfTheDefinition(ProductPrecision precision, float slope)
    {
        foreach (ConvolutionShape shape in Shapes)
        {
            float[] input = KernelBound.Values(1, shape.InputLength);
            float[] weights = KernelBound.Values(2, shape.WeightLength);
            float[] bias = KernelBound.Values(3, shape.OutputChannels);
            Assert.Equal(
                Run(new PortableTileKernel(), shape, input, weights, bias, slope, precision),
                Run(new InterpretedTileKernel(), shape, input, weights, bias, slope, precision));
        }
    }

    [Theory]
    [InlineData(ProductPrecision.Exact)]
    [InlineData(ProductPrecision.Fast)]
    public void Run_Slope_RectifiesWhatSlopeOneGives(ProductPrecision precision)
    {
        foreach (ConvolutionShape shape in Shapes)
        {
            float[] input = KernelBound.Values(1, shape.InputLength);
            float[] weights = KernelBound.Values(2, shape.WeightLength);
            float[] plain = Run(new PortableTileKernel(), shape, input, weights, [], 1, precision);
            foreach (float slope in (float[])[0, 0.3f])
            {
                float[] rectified = Run(new PortableTileKernel(), shape, input, weights, [], slope, precision);
                Assert.Equal(Array.ConvertAll(plain, value => value > 0 ? value : value * slope), rectified);
            }
        }
    }

    [Theory]
    [InlineData(ProductPrecision.Exact)]
    [InlineData(ProductPrecision.Fast)]
    public void Run_BatchesAndThreadsOfAnyNumber_GiveTheSameDigits(ProductPrecision precision)
    {
        ConvolutionShape whole = ConvolutionShape.Same(7, 9, 10, 37, 35, 3, 1);
        float[] input = KernelBound.Values(31, whole.InputLength);
        float[] weights = KernelBound.Values(33, whole.WeightLength);
        float[] bias = KernelBound.Values(34, whole.OutputChannels);
        float[] expected = Run(new PortableTileKernel(), whole, input, weights, bias, 0, precision);
        int inputStep = whole.InputLength / 7;
        int outputStep = whole.OutputLength / 7;
        foreach ((int first, int count) in new[] { (0, 1), (6, 1), (2, 3), (1, 6) })
        {
            float[] actual = Run(
                new PortableTileKernel(), whole with { BatchCount = count }, input.AsSpan(first * inputStep, count * inputStep).ToArray(), weights, bias, 0, precision);
            Assert.Equal(expected.AsSpan(first * outputStep, count * outputStep).ToArray(), actual);
        }

        int before = Parallelism.ThreadCount;
        try
        {
            foreach (int threads in new[] { 1, 3, 8 })
            {
                Parallelism.ThreadCount = threads;
                Assert.Equal(expected, Run(new PortableTileKernel(), whole, input, weights, bias, 0, precision));
            }
        }
        finally
        {
            Parallelism.ThreadCount = before;
        }
    }

    [Fact]
    public void Run_NotANumberInOneImage_LeavesTheOthersAlone()
    {
        // Five channels: rows of a filter end within a chunk, whose rest reaches into the neighbours' values.
        ConvolutionShape shape = ConvolutionShape.Same(3, 4, 4, 5, 6, 1, 1);
        float[] input = KernelBound.Values(1, shape.InputLength);
        float[] weights = KernelBound.Values(2, shape.WeightLength);
        float[] clean = Run(new PortableTileKernel(), shape, input, weights, [], 1, ProductPrecision.Exact);
        Array.Fill(input, float.NaN, shape.InputLength / 3, shape.InputLength / 3);
        float[] spoilt = Run(new PortableTileKernel(), shape, input, weights, [], 1, ProductPrecision.Exact);
        int image = shape.OutputLength / 3;
        Assert.Equal(clean[..image], spoilt[..image]);
        Assert.All(spoilt[image..(2 * image)], value => Assert.True(float.IsNaN(value)));
        Assert.Equal(clean[(2 * image)..], spoilt[(2 * image)..]);
    }

    [Theory]
    [ClassData(typeof(TierNames))]
    public void Run_FastOnAnyInstructionSet_GivesTheDigitsOfTheDefinition(string name)
    {
        ConvolutionShape shape = Shapes[1];
        float[] input = KernelBound.Values(1, shape.InputLength);
        float[] weights = KernelBound.Values(2, shape.WeightLength);
        float[] actual = new float[shape.OutputLength];
        new PackedConvolution(InstructionSets.Find(name), shape, weights, [], 1, ProductPrecision.Fast).Run(shape.BatchCount, input, actual, shape.OutputChannels);
        Assert.Equal(Run(new PortableTileKernel(), shape, input, weights, [], 1, ProductPrecision.Fast), actual);
    }

    private static float[] Run(
        TileKernel kernel, ConvolutionShape shape, float[] input, float[] weights, float[] bias, float slope, ProductPrecision precision)
    {
        const int Gap = 3;
        int step = shape.OutputChannels + Gap;
        float[] spaced = new float[shape.OutputLength / shape.OutputChannels * step];
        Array.Fill(spaced, 99);
        new PackedConvolution(new TileTier(kernel), shape, weights, bias, slope, precision).Run(shape.BatchCount, input, spaced, step);
        float[] output = new float[shape.OutputLength];
        for (int i = 0; i < spaced.Length; i++)
        {
            (int pixel, int channel) = Math.DivRem(i, step);
            if (channel < shape.OutputChannels)
            {
                output[(pixel * shape.OutputChannels) + channel] = spaced[i];
            }
            else
            {
                Assert.Equal(99, spaced[i]);
            }
        }

        return output;
    }
}
