using Fidelis.Numerics.Kernels;
using Fidelis.Numerics.Kernels.Tiles;
using Fidelis.Numerics.Threading;
using Fidelis.Testing;

namespace Fidelis.Numerics.Tests.Kernels.Tiles;

/// <summary>The three convolutions of a training by products of tiles: by the definition of such a product, and by the machine code on a model of the processor.</summary>
/// <remarks>The tier has nothing but tiles, so that a way through float32 kernels fails. These tests change the number of threads of the process, so they run alone.</remarks>
[CollectionDefinition(nameof(TileTrainingTests), DisableParallelization = true)]
[Collection(nameof(TileTrainingTests))]
public sealed unsafe class TileTrainingTests : IDisposable
{
    /// <summary>Strides, filters of every form, padding on every side, and channels and pixels on both sides of every border of a chunk, a group, a block and a part.</summary>
    private static readonly ConvolutionShape[] Shapes =
    [
        ConvolutionShape.Same(3, 9, 11, 3, 32, 3, 2),
        ConvolutionShape.Same(2, 7, 5, 33, 65, 3, 1),
        ConvolutionShape.Same(3, 8, 8, 32, 64, 3, 2),
        ConvolutionShape.Same(1, 6, 6, 130, 33, 1, 1),
        ConvolutionShape.Same(2, 11, 13, 16, 5, 5, 3),
        new(2, 9, 12, 40, 33, 1, 7, 1, 1, 0, 3, 0, 3),
        new(2, 12, 9, 50, 16, 7, 1, 1, 1, 3, 0, 3, 0),
        new(2, 7, 8, 5, 3, 3, 5, 2, 1, 0, 4, 2, 1),
        new(1, 6, 7, 3, 31, 2, 3, 1, 3, 3, 0, 1, 5),
        new(1, 4, 4, 2, 3, 3, 3, 1, 1, 5, 4, 3, 6),
        new(1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0),
        new(1, 1, 70, 64, 96, 1, 1, 1, 1, 0, 0, 0, 0),
        ConvolutionShape.Same(1, 2, 300, 5, 4, 1, 1),
        ConvolutionShape.Same(3, 27, 29, 4, 5, 3, 1),
        ConvolutionShape.Same(0, 6, 6, 4, 4, 3, 1),
    ];

    private readonly int threads = Parallelism.ThreadCount;

    public void Dispose()
    {
        Parallelism.ThreadCount = threads;
        ProcessorCaches.Force(null);
    }

    [Fact]
    public void Forward_AnyShape_AgreesWithPlainSums()
    {
        foreach (ConvolutionShape shape in Shapes)
        {
            float[] expected = new float[shape.OutputLength];
            PlainConvolution.Forward(shape, Input(shape), Weights(shape), Bias(shape), expected);
            float[] actual = Forward(new PortableTileKernel(), shape);

            // As in TilePanelsTests: what is rounded off a weight is passed on to the next one of its filter, so that the bound is that of the whole filter.
            int terms = shape.WeightLength / shape.OutputChannels;
            double[] sums = Sums(Weights(shape), i => i / terms, shape.OutputChannels);
            for (int i = 0; i < actual.Length; i++)
            {
                int channel = i % shape.OutputChannels;
                NumericAssert.Close(expected[i], actual[i], CarriedLoss(terms) * (sums[channel] + Math.Abs(Bias(shape)[channel])));
            }
        }
    }

    [Fact]
    public void InputGradient_AnyShape_AgreesWithPlainSums()
    {
        foreach (ConvolutionShape shape in Shapes)
        {
            float[] expected = new float[shape.InputLength];
            PlainConvolution.InputGradient(shape, Gradient(shape), Weights(shape), expected);
            float[] actual = InputGradient(new PortableTileKernel(), shape);
            int taps = shape.KernelHeight * shape.KernelWidth;
            double[] sums = Sums(Weights(shape), i => i / taps % shape.InputChannels, shape.InputChannels);
            for (int i = 0; i < actual.Length; i++)
            {
                NumericAssert.Close(expected[i], actual[i], CarriedLoss(taps * shape.OutputChannels) * sums[i % shape.InputChannels]);
            }
        }
    }

    [Fact]
    public void WeightGradient_AnyShape_AgreesWithPlainSums()
    {
        foreach (ConvolutionShape shape in Shapes)
        {
            float[] expected = new float[shape.WeightLength];
            float[] magnitudes = new float[shape.WeightLength];
            PlainConvolution.WeightGradient(shape, Input(shape), Gradient(shape), expected);
            PlainConvolution.WeightGradient(shape, KernelBound.Magnitudes(Input(shape)), KernelBound.Magnitudes(Gradient(shape)), magnitudes);
            float[] actual = WeightGradient(new PortableTileKernel(), shape).Weights;

            // Both factors of a product are within 2^-17, and the product of both low parts, at most 2^-16, is left out.
            int pixels = shape.OutputLength / shape.OutputChannels;
            double loss = (2 * Math.Pow(2, -17)) + Math.Pow(2, -16) + (((3 * pixels) + 3) * Math.Pow(2, -23));
            for (int i = 0; i < actual.Length; i++)
            {
                NumericAssert.Close(expected[i], actual[i], loss * magnitudes[i]);
            }
        }
    }

    [Fact]
    public void WeightGradient_Bias_AgreesWithTheSumOfTheGradients()
    {
        foreach (ConvolutionShape shape in Shapes)
        {
            float[] gradient = Gradient(shape);
            double[] expected = new double[shape.OutputChannels];
            for (int i = 0; i < gradient.Length; i++)
            {
                expected[i % shape.OutputChannels] += gradient[i];
            }

            // As many roundings of float32 sums as there are pixels, of gradients below 1.
            int pixels = shape.OutputLength / shape.OutputChannels;
            float[] actual = WeightGradient(new PortableTileKernel(), shape).Bias;
            NumericAssert.Close(expected, Array.ConvertAll(actual, value => (double)value), pixels * (pixels + 3) * Math.Pow(2, -24));
        }
    }

    [Fact]
    public void EveryGradient_ByTheMachineCode_GivesTheDigitsOfTheDefinition()
    {
        foreach (ConvolutionShape shape in Shapes)
        {
            Assert.Equal(Forward(new PortableTileKernel(), shape), Forward(new InterpretedTileKernel(), shape));
            Assert.Equal(InputGradient(new PortableTileKernel(), shape), InputGradient(new InterpretedTileKernel(), shape));
            (float[] weights, float[] bias) = WeightGradient(new InterpretedTileKernel(), shape);
            Assert.Equal(WeightGradient(new PortableTileKernel(), shape).Weights, weights);
            Assert.Equal(WeightGradient(new PortableTileKernel(), shape).Bias, bias);
        }
    }

    [Fact]
    public void EveryGradient_AnyThreadsAndCaches_GivesTheSameDigits()
    {
        // Few parts that are cut by rows of the filter, and as many parts as there are at most.
        foreach (ConvolutionShape shape in (ReadOnlySpan<ConvolutionShape>)[Shapes[1], Shapes[2], ConvolutionShape.Same(9, 65, 64, 5, 33, 3, 2)])
        {
            float[][] expected = All(shape);
            foreach ((int count, int first, int second) in new[] { (1, 8 << 10, 32 << 10), (2, 32 << 10, 1 << 20), (8, 1 << 20, 1 << 26) })
            {
                Parallelism.ThreadCount = count;
                ProcessorCaches.Force(new ProcessorCaches(first, second));
                float[][] actual = All(shape);
                for (int i = 0; i < expected.Length; i++)
                {
                    Assert.Equal(expected[i], actual[i]);
                }
            }
        }
    }

    [Fact]
    public void EveryGradient_ScratchFullOfNoNumbers_GivesTheSameDigits()
    {
        // Whole chunks, panels and groups reach beyond what exists, into memory that may hold anything.
        Parallelism.ThreadCount = 1;
        foreach (ConvolutionShape shape in Shapes)
        {
            float[][] expected = All(shape);
            FillScratch(float.NaN);
            float[][] actual = All(shape);
            for (int i = 0; i < expected.Length; i++)
            {
                Assert.Equal(expected[i], actual[i]);
            }
        }
    }

    [Fact]
    public void EveryGradient_OfLayersWhereTilesPay_IsMadeOfTiles()
    {
        // The third layer of BioCNN-1, on a tier that has nothing else.
        ConvolutionShape shape = ConvolutionShape.Same(2, 16, 16, 64, 128, 3, 2);
        TileTier tier = new(new PortableTileKernel());
        float[] output = new float[shape.OutputLength];
        float[] inputGradient = new float[shape.InputLength];
        float[] weightGradient = new float[shape.WeightLength];
        float[] biasGradient = new float[shape.OutputChannels];
        RoutedConvolution.Forward(tier, shape, Input(shape), Weights(shape), Bias(shape), output);
        RoutedConvolution.InputGradient(tier, shape, Gradient(shape), Weights(shape), inputGradient);
        RoutedConvolution.WeightGradient(tier, shape, Input(shape), Gradient(shape), weightGradient, biasGradient);
        float[][] expected = All(shape);
        Assert.Equal(expected[0], output);
        Assert.Equal(expected[1], inputGradient);
        Assert.Equal(expected[2], weightGradient);
        Assert.Equal(expected[3], biasGradient);
    }

    [Fact]
    public void EveryGradient_ImagesNormalisedOnTheWay_GivesTheDigitsOfNormalisedImages()
    {
        ConvolutionShape shape = Shapes[1];
        ChannelNormalization normalization = new(
            KernelBound.Values(61, shape.InputChannels), KernelBound.Values(62, shape.InputChannels), KernelBound.Values(63, shape.InputChannels), slope: 0.3f);
        float[] normalized = new float[shape.InputLength];
        normalization.Apply(Input(shape), normalized);
        PortableTileKernel kernel = new();
        float[][] results = [new float[shape.OutputLength], new float[shape.OutputLength], new float[shape.WeightLength], new float[shape.WeightLength]];
        BlockedConvolution.Forward(new TileTier(kernel), shape, normalized, Weights(shape), [], results[0], tiles: kernel);
        BlockedConvolution.Forward(new TileTier(kernel), shape, Input(shape), Weights(shape), [], results[1], normalization, kernel);
        TileWeightGradient.Compute(kernel, shape, normalized, Gradient(shape), results[2], []);
        TileWeightGradient.Compute(kernel, shape, Input(shape), Gradient(shape), results[3], [], normalization);
        Assert.Equal(results[0], results[1]);
        Assert.Equal(results[2], results[3]);
    }

    private static float[] Input(in ConvolutionShape shape) => KernelBound.Values(1, shape.InputLength);

    private static float[] Weights(in ConvolutionShape shape) => KernelBound.Values(2, shape.WeightLength);

    private static float[] Bias(in ConvolutionShape shape) => KernelBound.Values(3, shape.OutputChannels);

    private static float[] Gradient(in ConvolutionShape shape) => KernelBound.Values(4, shape.OutputLength);

    private static double CarriedLoss(int terms) => (3.1 * Math.Pow(2, -17)) + Math.Pow(2, -16) + (((3 * terms) + 3) * Math.Pow(2, -23));

    private static double[] Sums(float[] weights, Func<int, int> columnOf, int columns)
    {
        double[] sums = new double[columns];
        for (int i = 0; i < weights.Length; i++)
        {
            sums[columnOf(i)] += Math.Abs(weights[i]);
        }

        return sums;
    }

    private static float[][] All(in ConvolutionShape shape)
    {
        PortableTileKernel kernel = new();
        (float[] weights, float[] bias) = WeightGradient(kernel, shape);
        return [Forward(kernel, shape), InputGradient(kernel, shape), weights, bias];
    }

    private static float[] Forward(TileKernel kernel, in ConvolutionShape shape)
    {
        float[] output = Spoilt(shape.OutputLength);
        BlockedConvolution.Forward(new TileTier(kernel), shape, Input(shape), Weights(shape), Bias(shape), output, tiles: kernel);
        return output;
    }

    private static float[] InputGradient(TileKernel kernel, in ConvolutionShape shape)
    {
        float[] gradient = Spoilt(shape.InputLength);
        BlockedConvolution.InputGradient(new TileTier(kernel), shape, Gradient(shape), Weights(shape), gradient, kernel);
        return gradient;
    }

    private static (float[] Weights, float[] Bias) WeightGradient(TileKernel kernel, in ConvolutionShape shape)
    {
        float[] weights = Spoilt(shape.WeightLength);
        float[] bias = Spoilt(shape.OutputChannels);
        TileWeightGradient.Compute(kernel, shape, Input(shape), Gradient(shape), weights, bias);
        return (weights, bias);
    }

    /// <summary>Makes a destination full of values that no result keeps.</summary>
    private static float[] Spoilt(int length)
    {
        float[] values = new float[length];
        Array.Fill(values, float.NaN);
        return values;
    }

    /// <summary>Fills the blocks of scratch that the next renters get.</summary>
    private static void FillScratch(float value)
    {
        for (int length = 1 << 8; length <= 1 << 17; length *= 2)
        {
            ScratchBuffer[] blocks = [.. Enumerable.Range(0, 8).Select(_ => ScratchBuffer.Rent(length))];
            foreach (ScratchBuffer block in blocks)
            {
                new Span<float>(block.Pointer, length).Fill(value);
                block.Dispose();
            }
        }
    }
}
