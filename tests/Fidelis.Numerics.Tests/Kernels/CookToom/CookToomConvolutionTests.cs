using Fidelis.Numerics.Kernels;
using Fidelis.Numerics.Kernels.CookToom;

namespace Fidelis.Numerics.Tests.Kernels.CookToom;

public sealed class CookToomConvolutionTests
{
    public static TheoryData<string, int> Cases()
    {
        TheoryData<string, int> cases = [];
        foreach (InstructionSet set in InstructionSets.Available)
        {
            for (int i = 0; i < CookToomSchemes.All.Length; i++)
            {
                cases.Add(set.Name, i);
            }
        }

        return cases;
    }

    [Fact]
    public void Matrices_OfEveryAxis_GiveTheCorrelation()
    {
        // The transforms hold for any numbers; 1e-12 is rounding of float64, of sums of some dozens of terms up to a few hundred.
        foreach (CookToomAxis axis in CookToomSchemes.All.SelectMany(scheme => (CookToomAxis[])[scheme.Vertical, scheme.Horizontal]).Distinct())
        {
            double[] filter = Array.ConvertAll(KernelBound.Values(1, axis.Taps), value => (double)value);
            double[] line = Array.ConvertAll(KernelBound.Values(2, axis.Size), value => (double)value);
            double[] outputs = new CookToomMatrices(axis).Correlate(filter, line);
            for (int i = 0; i < outputs.Length; i++)
            {
                Assert.Equal(Enumerable.Range(0, axis.Taps).Sum(tap => filter[tap] * line[i + tap]), outputs[i], 1e-12);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Forward_AnyShape_AgreesWithPlainSums(string tier, int index)
    {
        CookToomScheme scheme = CookToomSchemes.All[index];
        foreach (ConvolutionShape shape in CookToomSchemes.Shapes(scheme))
        {
            float[] input = KernelBound.Values(1, shape.InputLength);
            float[] weights = KernelBound.Values(2, shape.WeightLength);
            float[] bias = KernelBound.Values(3, shape.OutputChannels);
            float[] actual = Spoilt(shape.OutputLength);
            CookToomConvolution.Forward(InstructionSets.Find(tier), scheme, shape, input, weights, bias, actual);

            float[] expected = new float[shape.OutputLength];
            PlainConvolution.Forward(shape, input, weights, bias, expected);
            Holds(scheme, shape, expected, actual, CookToomMatrices.SumsOfMagnitudes(scheme, shape, input, weights, bias), tier);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void InputGradient_AnyShape_AgreesWithPlainSums(string tier, int index)
    {
        CookToomScheme scheme = CookToomSchemes.All[index];
        foreach (ConvolutionShape shape in CookToomSchemes.Shapes(scheme))
        {
            float[] gradient = KernelBound.Values(4, shape.OutputLength);
            float[] weights = KernelBound.Values(5, shape.WeightLength);
            float[] actual = Spoilt(shape.InputLength);
            CookToomConvolution.InputGradient(InstructionSets.Find(tier), scheme, shape, gradient, weights, actual);

            float[] expected = new float[shape.InputLength];
            PlainConvolution.InputGradient(shape, gradient, weights, expected);
            float[] magnitudes = CookToomMatrices.SumsOfMagnitudes(
                scheme, shape.Turned(), gradient, Turned(shape, weights), new float[shape.InputChannels]);
            Holds(scheme, shape.Turned(), expected, actual, magnitudes, tier);
        }
    }

    [Fact]
    public void Forward_ImageInBatchesOfAnySize_HasTheSameDigits()
    {
        foreach (CookToomScheme scheme in CookToomSchemes.All)
        {
            foreach (KernelTier tier in InstructionSets.Tiers)
            {
                ConvolutionShape whole = CookToomSchemes.Shapes(scheme)[1] with { BatchCount = 7 };
                float[] input = KernelBound.Values(31, whole.InputLength);
                float[] weights = KernelBound.Values(33, whole.WeightLength);
                float[] bias = KernelBound.Values(34, whole.OutputChannels);
                float[] output = new float[whole.OutputLength];
                CookToomConvolution.Forward(tier, scheme, whole, input, weights, bias, output);
                foreach ((int first, int count) in new[] { (0, 1), (6, 1), (2, 3), (1, 6) })
                {
                    ConvolutionShape part = whole with { BatchCount = count };
                    float[] partOutput = new float[part.OutputLength];
                    CookToomConvolution.Forward(
                        tier, scheme, part, input.AsSpan(first * whole.InputLength / 7, part.InputLength), weights, bias, partOutput);
                    Assert.Equal(output.AsSpan(first * whole.OutputLength / 7, part.OutputLength).ToArray(), partOutput);
                }
            }
        }
    }

    [Fact]
    public void Forward_NotANumber_ReachesEveryOutputThatReadsIt()
    {
        CookToomScheme scheme = CookToomSchemes.All[1];
        ConvolutionShape shape = ConvolutionShape.Same(1, 12, 12, 16, 16, 3, 1);
        float[] input = KernelBound.Values(1, shape.InputLength);
        input[((5 * 12) + 6) * 16] = float.NaN;
        float[] output = new float[shape.OutputLength];
        CookToomConvolution.Forward(InstructionSets.ActiveTier, scheme, shape, input, KernelBound.Values(2, shape.WeightLength), [], output);
        for (int pixel = 0; pixel < 144; pixel++)
        {
            // Tiles are 4 x 4 outputs: the two by two around the value spoil as a whole, at least where the filter reads it.
            (int y, int x) = Math.DivRem(pixel, 12);
            bool isRead = Math.Abs(y - 5) <= 1 && Math.Abs(x - 6) <= 1;
            bool isBeside = y is < 4 or > 7 || x is < 4 or > 7;
            Assert.True(float.IsNaN(output[pixel * 16]) ? !isBeside : !isRead);
        }
    }

    /// <summary>
    /// Holds outputs to the error bound of the scheme.
    /// </summary>
    /// <remarks>
    /// Along each axis an input passes at most three fused steps of the even and odd parts and one that joins them, and a product at most
    /// seven additions or fused steps and the bias; the filters are rounded once, and the products over C channels are a chain. Each step rounds by at
    /// most 2^-24 of what is added up until then, which the magnitudes of the three matrices bound: (C + 2 * 4 + 1 + 2 * 8) steps, of
    /// which <see cref="KernelBound"/> adds three, and allows twice as much for processors without fused products.
    /// </remarks>
    private static void Holds(
        CookToomScheme scheme, ConvolutionShape shape, float[] expected, float[] actual, float[] magnitudes, string tier) =>
        KernelBound.Holds(expected, actual, magnitudes, shape.InputChannels + 22, $"{tier} {scheme.Vertical.Size} x {scheme.Horizontal.Size} {shape}");

    /// <summary>Turns filters by half a circle and exchanges their channels: <c>[in, out, -ky, -kx]</c>.</summary>
    private static float[] Turned(ConvolutionShape shape, float[] weights)
    {
        int taps = shape.KernelHeight * shape.KernelWidth;
        float[] turned = new float[weights.Length];
        for (int i = 0; i < weights.Length; i++)
        {
            (int pair, int tap) = Math.DivRem(i, taps);
            (int filter, int channel) = Math.DivRem(pair, shape.InputChannels);
            turned[(((channel * shape.OutputChannels) + filter) * taps) + taps - 1 - tap] = weights[i];
        }

        return turned;
    }

    /// <summary>Makes a destination full of values that no result keeps.</summary>
    private static float[] Spoilt(int length)
    {
        float[] values = new float[length];
        Array.Fill(values, float.NaN);
        return values;
    }
}
