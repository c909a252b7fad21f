using Fidelis.Numerics.Kernels;
using Fidelis.Numerics.Kernels.CookToom;
using Fidelis.Testing;

namespace Fidelis.Numerics.Tests.Kernels.CookToom;

public sealed class CookToomWeightGradientTests
{
    private static readonly CookToomScheme Scheme = new(CookToomAxis.FourOfThree, CookToomAxis.FourOfThree);

    public static TheoryData<string> Tiers() => [.. InstructionSets.Available.Select(set => set.Name)];

    [Theory]
    [MemberData(nameof(Tiers))]
    public void Compute_AnyShape_AgreesWithPlainSums(string tier)
    {
        // The last has as many parts as there can be and several blocks in each; the one before it has groups of channels.
        ConvolutionShape[] shapes =
        [
            .. CookToomSchemes.Shapes(Scheme),
            ConvolutionShape.Same(1, 9, 30, 70, 40, 3, 1),
            ConvolutionShape.Same(2, 67, 70, 17, 12, 3, 1),
        ];
        foreach (ConvolutionShape shape in shapes)
        {
            float[] input = KernelBound.Values(1, shape.InputLength);
            float[] gradient = KernelBound.Values(2, shape.OutputLength);
            float[] actual = KernelBound.Values(3, shape.WeightLength);
            float[] bias = KernelBound.Values(4, shape.OutputChannels);
            CookToomWeightGradient.Compute(InstructionSets.Find(tier), Scheme, shape, input, gradient, actual, bias);

            // A chain of the tiles of a block, the blocks and the parts are no more than all tiles; both transforms round eight times, the way
            // back is in float64.
            int tiles = shape.BatchCount * Scheme.RowsOf(shape) * Scheme.ColumnsOf(shape);
            float[] expected = new float[shape.WeightLength];
            PlainConvolution.WeightGradient(shape, input, gradient, expected);
            KernelBound.Holds(
                expected, actual, CookToomMatrices.SumsOfGradientMagnitudes(Scheme, shape, input, gradient), tiles + 16, $"{tier} {shape}");

            ConvolutionShape ones = shape with
            {
                InputHeight = shape.OutputHeight,
                InputWidth = shape.OutputWidth,
                InputChannels = 1,
                KernelHeight = 1,
                KernelWidth = 1,
                PaddingTop = 0,
                PaddingLeft = 0,
                PaddingBottom = 0,
                PaddingRight = 0,
            };
            float[] one = new float[ones.InputLength];
            Array.Fill(one, 1f);
            float[] expectedBias = new float[shape.OutputChannels];
            float[] biasMagnitudes = new float[shape.OutputChannels];
            PlainConvolution.WeightGradient(ones, one, gradient, expectedBias);
            PlainConvolution.WeightGradient(ones, one, KernelBound.Magnitudes(gradient), biasMagnitudes);
            KernelBound.Holds(expectedBias, bias, biasMagnitudes, ones.InputLength, $"{tier} {shape}, bias");
        }
    }

    [Fact]
    public void Compute_NormalizedWhileRead_EqualsThatOfNormalizedImages()
    {
        ConvolutionShape shape = ConvolutionShape.Same(3, 10, 13, 37, 20, 3, 1);
        float[] input = KernelBound.Values(1, shape.InputLength);
        float[] gradient = KernelBound.Values(2, shape.OutputLength);
        ChannelNormalization normalization = new(KernelBound.Values(3, 37), KernelBound.Values(4, 37), KernelBound.Values(5, 37), 0.3f);
        float[] normalized = new float[input.Length];
        normalization.Apply(input, normalized);
        foreach (KernelTier tier in InstructionSets.Tiers)
        {
            float[] expected = new float[shape.WeightLength];
            float[] actual = new float[shape.WeightLength];
            CookToomWeightGradient.Compute(tier, Scheme, shape, normalized, gradient, expected, []);
            CookToomWeightGradient.Compute(tier, Scheme, shape, input, gradient, actual, [], normalization);
            Assert.Equal(expected, actual);
        }
    }

    [Fact]
    public void Compute_ManyPixels_RoundsAboutAsPlainSumsDo()
    {
        // Rectified inputs and gradients without a mean, as a training has them. Measured: 6e-7 of the gradients, where plain sums lose 4e-7; at
        // the textbook's points 1 and 2 the tiles lost several times as much.
        ConvolutionShape shape = ConvolutionShape.Same(8, 32, 32, 32, 32, 3, 1);
        float[] input = Array.ConvertAll(KernelBound.Values(6, shape.InputLength), value => Math.Max(0, value));
        float[] gradient = KernelBound.Values(7, shape.OutputLength);
        float[] expected = new float[shape.WeightLength];
        float[] actual = new float[shape.WeightLength];
        PlainConvolution.WeightGradient(shape, input, gradient, expected);
        CookToomWeightGradient.Compute(InstructionSets.ActiveTier, Scheme, shape, input, gradient, actual, []);
        double difference = expected.Zip(actual, (a, b) => Math.Pow((double)a - b, 2)).Sum();
        NumericAssert.Close(0, Math.Sqrt(difference / expected.Sum(value => (double)value * value)), 1.5e-6);
    }
}
