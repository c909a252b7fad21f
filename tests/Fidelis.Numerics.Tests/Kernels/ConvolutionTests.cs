using Fidelis.Numerics.Kernels;

namespace Fidelis.Numerics.Tests.Kernels;

public sealed class ConvolutionTests
{
    /// <summary>Filters of every form, strides 1 to 5, padding on every side, and channels on both sides of every tile border.</summary>
    private static readonly ConvolutionShape[] Shapes =
    [
        ConvolutionShape.Same(2, 9, 11, 3, 32, 3, 1),
        ConvolutionShape.Same(3, 8, 8, 32, 33, 3, 1),
        ConvolutionShape.Same(1, 7, 5, 31, 64, 3, 1),
        ConvolutionShape.Same(2, 6, 6, 64, 31, 3, 1),
        ConvolutionShape.Same(2, 8, 8, 3, 32, 3, 2),
        ConvolutionShape.Same(2, 7, 9, 5, 16, 3, 2),
        ConvolutionShape.Same(1, 8, 6, 33, 130, 3, 2),
        ConvolutionShape.Same(2, 11, 13, 16, 5, 5, 3),
        ConvolutionShape.Same(3, 5, 5, 130, 1, 1, 1),
        ConvolutionShape.Same(1, 17, 16, 1, 3, 1, 2),
        new(2, 9, 12, 5, 33, 1, 7, 1, 1, 0, 3, 0, 3),
        new(2, 12, 9, 31, 16, 7, 1, 1, 1, 3, 0, 3, 0),
        new(1, 10, 10, 3, 5, 5, 5, 1, 1, 2, 2, 2, 2),
        new(2, 7, 8, 16, 32, 3, 3, 1, 1, 0, 0, 0, 0),
        new(2, 7, 8, 5, 3, 3, 5, 2, 1, 0, 4, 2, 1),
        new(1, 6, 7, 3, 31, 2, 3, 1, 3, 3, 0, 1, 5),
        new(2, 9, 9, 5, 5, 1, 2, 3, 3, 0, 0, 0, 0),
        new(1, 4, 4, 2, 3, 3, 3, 1, 1, 5, 4, 3, 6),
        new(1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0),
        new(1, 2, 257, 1, 1, 1, 257, 1, 1, 0, 0, 0, 0),
        new(1, 1, 3, 1, 1, 1, 1, 1, 5, 0, 0, 0, 0),
        new(1, 31, 33, 64, 65, 3, 3, 1, 1, 1, 1, 1, 1),
        new(1, 3, 3, 300, 7, 3, 3, 1, 1, 1, 1, 1, 1),
        new(1, 5, 5, 8, 530, 1, 1, 1, 1, 0, 0, 0, 0),
        new(1, 5, 5, 500, 3, 3, 3, 1, 1, 1, 1, 1, 1),
        new(0, 6, 6, 4, 4, 3, 3, 1, 1, 1, 1, 1, 1),
    ];

    public static TheoryData<string, int> Cases()
    {
        TheoryData<string, int> cases = [];
        foreach (InstructionSet set in InstructionSets.Available)
        {
            for (int i = 0; i < Shapes.Length; i++)
            {
                cases.Add(set.Name, i);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Forward_AnyShape_AgreesWithPlainSums(string tier, int index)
    {
        ConvolutionShape shape = Shapes[index];
        float[] input = KernelBound.Values(1, shape.InputLength);
        float[] weights = KernelBound.Values(2, shape.WeightLength);
        float[] bias = KernelBound.Values(3, shape.OutputChannels);
        float[] actual = Spoilt(shape.OutputLength);
        BlockedConvolution.Forward(InstructionSets.Find(tier), shape, input, weights, bias, actual);

        float[] expected = new float[shape.OutputLength];
        float[] magnitudes = new float[shape.OutputLength];
        PlainConvolution.Forward(shape, input, weights, bias, expected);
        PlainConvolution.Forward(
            shape, KernelBound.Magnitudes(input), KernelBound.Magnitudes(weights), KernelBound.Magnitudes(bias), magnitudes);
        KernelBound.Holds(expected, actual, magnitudes, shape.InputChannels * shape.KernelHeight * shape.KernelWidth, $"{tier} {shape}");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void InputGradient_AnyShape_AgreesWithPlainSums(string tier, int index)
    {
        ConvolutionShape shape = Shapes[index];
        float[] outputGradient = KernelBound.Values(4, shape.OutputLength);
        float[] weights = KernelBound.Values(5, shape.WeightLength);
        float[] actual = Spoilt(shape.InputLength);
        BlockedConvolution.InputGradient(InstructionSets.Find(tier), shape, outputGradient, weights, actual);

        float[] expected = new float[shape.InputLength];
        float[] magnitudes = new float[shape.InputLength];
        PlainConvolution.InputGradient(shape, outputGradient, weights, expected);
        PlainConvolution.InputGradient(shape, KernelBound.Magnitudes(outputGradient), KernelBound.Magnitudes(weights), magnitudes);
        KernelBound.Holds(expected, actual, magnitudes, shape.OutputChannels * shape.KernelHeight * shape.KernelWidth, $"{tier} {shape}");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void WeightGradient_AnyShape_AgreesWithPlainSums(string tier, int index)
    {
        ConvolutionShape shape = Shapes[index];
        float[] input = KernelBound.Values(6, shape.InputLength);
        float[] outputGradient = KernelBound.Values(7, shape.OutputLength);
        float[] actual = Spoilt(shape.WeightLength);
        float[] bias = Spoilt(shape.OutputChannels);
        BlockedWeightGradient.Compute(InstructionSets.Find(tier), shape, input, outputGradient, actual, bias);

        float[] expected = new float[shape.WeightLength];
        float[] magnitudes = new float[shape.WeightLength];
        PlainConvolution.WeightGradient(shape, input, outputGradient, expected);
        PlainConvolution.WeightGradient(shape, KernelBound.Magnitudes(input), KernelBound.Magnitudes(outputGradient), magnitudes);
        KernelBound.Holds(
            expected, actual, magnitudes, shape.BatchCount * shape.OutputHeight * shape.OutputWidth, $"{tier} {shape}");

        // The gradient of the bias is that of a filter of one tap over an input of ones.
        ConvolutionShape ones = new(
            shape.BatchCount, shape.OutputHeight, shape.OutputWidth, 1, shape.OutputChannels, 1, 1, 1, 1, 0, 0, 0, 0);
        float[] one = new float[ones.InputLength];
        Array.Fill(one, 1f);
        float[] expectedBias = new float[shape.OutputChannels];
        float[] biasMagnitudes = new float[shape.OutputChannels];
        PlainConvolution.WeightGradient(ones, one, outputGradient, expectedBias);
        PlainConvolution.WeightGradient(ones, one, KernelBound.Magnitudes(outputGradient), biasMagnitudes);
        KernelBound.Holds(expectedBias, bias, biasMagnitudes, ones.InputLength, $"bias, {tier} {shape}");
    }

    [Theory]
    [ClassData(typeof(TierNames))]
    public void WeightGradient_PixelsOfSeveralParts_AgreesWithPlainSums(string tier)
    {
        // 3 * 27 * 29 = 2,349 pixels: three parts, the last of them shorter.
        ConvolutionShape shape = ConvolutionShape.Same(3, 27, 29, 4, 5, 3, 1);
        float[] input = KernelBound.Values(8, shape.InputLength);
        float[] outputGradient = KernelBound.Values(9, shape.OutputLength);
        float[] actual = Spoilt(shape.WeightLength);
        BlockedWeightGradient.Compute(InstructionSets.Find(tier), shape, input, outputGradient, actual, []);

        float[] expected = new float[shape.WeightLength];
        float[] magnitudes = new float[shape.WeightLength];
        PlainConvolution.WeightGradient(shape, input, outputGradient, expected);
        PlainConvolution.WeightGradient(shape, KernelBound.Magnitudes(input), KernelBound.Magnitudes(outputGradient), magnitudes);
        KernelBound.Holds(expected, actual, magnitudes, shape.BatchCount * shape.OutputHeight * shape.OutputWidth, tier);
    }

    [Fact]
    public void Forward_DeltaFilter_CopiesTheChannelMovedByTheTap()
    {
        // One filter that is 1 at (ky, kx) = (0, 2) of input channel 1: the output at (y, x) is the input at (y - 1, x + 1).
        ConvolutionShape shape = ConvolutionShape.Same(1, 4, 5, 2, 1, 3, 1);
        float[] input = KernelBound.Values(10, shape.InputLength);
        float[] weights = new float[18];
        weights[9 + 2] = 1;
        float[] output = new float[shape.OutputLength];
        Convolution.Forward(shape, input, weights, [], output);
        for (int y = 0; y < 4; y++)
        {
            for (int x = 0; x < 5; x++)
            {
                float expected = y == 0 || x == 4 ? 0 : input[((((y - 1) * 5) + x + 1) * 2) + 1];
                Assert.Equal(expected, output[(y * 5) + x]);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Gradients_AnyStride_AreAdjointToForward(int stride)
    {
        // <conv(x, w), g> = <x, inputGradient(g, w)> = <w, weightGradient(x, g)>: three sums of the same products. The roundings of 1,540
        // outputs of 54 terms each, independent of one another, add up to about sqrt(1540 * 54) * 2^-24 * 2 = 3e-5, while a single product
        // that is missed or taken twice changes a sum by about 0.1.
        ConvolutionShape shape = ConvolutionShape.Same(2, 10, 11, 6, 7, 3, stride);
        float[] input = KernelBound.Values(11, shape.InputLength);
        float[] weights = KernelBound.Values(12, shape.WeightLength);
        float[] gradient = KernelBound.Values(13, shape.OutputLength);
        float[] output = new float[shape.OutputLength];
        float[] inputGradient = new float[shape.InputLength];
        float[] weightGradient = new float[shape.WeightLength];
        Convolution.Forward(shape, input, weights, [], output);
        Convolution.InputGradient(shape, gradient, weights, inputGradient);
        Convolution.WeightGradient(shape, input, gradient, weightGradient, []);
        double expected = Dot(output, gradient);
        Assert.Equal(expected, Dot(input, inputGradient), 1e-3);
        Assert.Equal(expected, Dot(weights, weightGradient), 1e-3);
    }

    [Fact]
    public void Gradients_ManyChannels_AreAdjointToForward()
    {
        // As above, where tiles have fewer products than filters have taps. 1,920 outputs of 288 terms each; errors of the tiles are up to
        // three times those of plain sums: sqrt(1920 * 288) * 2^-24 * 6 = 3e-4, and a product is again about 0.1.
        ConvolutionShape shape = ConvolutionShape.Same(1, 12, 10, 32, 16, 3, 1);
        float[] input = KernelBound.Values(14, shape.InputLength);
        float[] weights = KernelBound.Values(15, shape.WeightLength);
        float[] gradient = KernelBound.Values(16, shape.OutputLength);
        float[] output = new float[shape.OutputLength];
        float[] inputGradient = new float[shape.InputLength];
        float[] weightGradient = new float[shape.WeightLength];
        Convolution.Forward(shape, input, weights, [], output);
        Convolution.InputGradient(shape, gradient, weights, inputGradient);
        Convolution.WeightGradient(shape, input, gradient, weightGradient, []);
        double expected = Dot(output, gradient);
        Assert.Equal(expected, Dot(input, inputGradient), 1e-3);
        Assert.Equal(expected, Dot(weights, weightGradient), 1e-3);
    }

    [Fact]
    public void Forward_WrongLength_NamesTheArgumentAndBothLengths()
    {
        ConvolutionShape shape = ConvolutionShape.Same(1, 4, 4, 2, 3, 3, 1);
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => Convolution.Forward(shape, new float[31], new float[54], [], new float[48]));
        Assert.Equal("input", error.ParamName);
        Assert.Contains("must be 32, but it was 31", error.Message);
        Assert.Equal("weights", Assert.Throws<ArgumentException>(
            () => Convolution.Forward(shape, new float[32], new float[53], [], new float[48])).ParamName);
        Assert.Equal("bias", Assert.Throws<ArgumentException>(
            () => Convolution.Forward(shape, new float[32], new float[54], new float[2], new float[48])).ParamName);
        Assert.Equal("output", Assert.Throws<ArgumentException>(
            () => Convolution.Forward(shape, new float[32], new float[54], [], new float[47])).ParamName);
    }

    [Fact]
    public void Forward_OutputOverlapsInput_IsRefused()
    {
        ConvolutionShape shape = ConvolutionShape.Same(1, 2, 2, 1, 1, 1, 1);
        float[] memory = new float[7];
        Assert.Equal("output", Assert.Throws<ArgumentException>(
            () => Convolution.Forward(shape, memory.AsSpan(0, 4), new float[1], [], memory.AsSpan(3))).ParamName);
    }

    [Fact]
    public void Forward_ImpossibleShape_IsRefused()
    {
        ConvolutionShape tooLarge = new(1, 2, 2, 1, 1, 4, 4, 2, 2, 0, 0, 0, 0);
        Assert.Contains("must fit into the padded image", Assert.Throws<ArgumentException>(
            () => Convolution.Forward(tooLarge, new float[4], new float[16], [], [])).Message);
        ConvolutionShape withoutStride = new(1, 2, 2, 1, 1, 1, 1, 0, 1, 0, 0, 0, 0);
        Assert.Contains("must have positive sizes", Assert.Throws<ArgumentException>(
            () => Convolution.Forward(withoutStride, new float[4], new float[1], [], new float[4])).Message);
    }

    /// <summary>Makes a destination full of values that no result keeps.</summary>
    private static float[] Spoilt(int length)
    {
        float[] values = new float[length];
        Array.Fill(values, float.NaN);
        return values;
    }

    private static double Dot(float[] a, float[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += (double)a[i] * b[i];
        }

        return sum;
    }
}
