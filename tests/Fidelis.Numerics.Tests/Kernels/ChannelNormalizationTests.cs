using Fidelis.Numerics.Kernels;
using Fidelis.Numerics.Kernels.CookToom;

namespace Fidelis.Numerics.Tests.Kernels;

public sealed class ChannelNormalizationTests
{
    /// <summary>Padding on some sides or none, strides, filters of one tap, channels beside and within registers, and both ways to convolve.</summary>
    private static readonly ConvolutionShape[] Shapes =
    [
        ConvolutionShape.Same(3, 8, 10, 64, 64, 3, 1),
        ConvolutionShape.Same(2, 7, 9, 90, 48, 3, 1),
        ConvolutionShape.Same(2, 8, 8, 32, 33, 3, 2),
        ConvolutionShape.Same(2, 7, 5, 19, 3, 3, 2),
        ConvolutionShape.Same(2, 5, 5, 7, 4, 1, 1),
        new(2, 7, 8, 5, 3, 3, 5, 2, 1, 0, 4, 2, 1),
        new(2, 9, 9, 5, 5, 1, 2, 3, 3, 0, 0, 0, 0),
    ];

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Shapes.Length)];

    [Theory]
    [InlineData(1, 0f)]
    [InlineData(8, 0.3f)]
    [InlineData(37, 1f)]
    public void Apply_AnyChannels_RoundsEachOperationByItself(int channels, float slope)
    {
        (float[] centre, float[] scale, float[] shift) = Factors(channels);
        float[] source = KernelBound.Values(4, 11 * channels);
        float[] actual = new float[source.Length];
        new ChannelNormalization(centre, scale, shift, slope).Apply(source, actual);

        for (int i = 0; i < source.Length; i++)
        {
            float centred = source[i] - centre[i % channels];
            float scaled = centred * scale[i % channels];
            float shifted = scaled + shift[i % channels];
            Assert.Equal(shifted > 0 ? shifted : shifted * slope, actual[i]);
        }
    }

    [Fact]
    public void Shapes_OfTheTests_AreConvolvedInBothWays()
    {
        Assert.Contains(Shapes, shape => CookToomScheme.ForTraining(shape) is not null);
        Assert.Contains(Shapes, shape => CookToomScheme.ForTraining(shape) is null);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Forward_NormalizedWhileRead_EqualsThatOfNormalizedImages(int index)
    {
        ConvolutionShape shape = Shapes[index];
        (float[] input, float[] normalized, ChannelNormalization normalization) = Images(shape);
        float[] weights = KernelBound.Values(2, shape.WeightLength);
        float[] bias = KernelBound.Values(3, shape.OutputChannels);
        float[] expected = new float[shape.OutputLength];
        float[] actual = new float[shape.OutputLength];
        Convolution.Forward(shape, normalized, weights, bias, expected);
        Convolution.Forward(shape, input, weights, bias, actual, normalization);
        Assert.Equal(expected, actual);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void WeightGradient_NormalizedWhileRead_EqualsThatOfNormalizedImages(int index)
    {
        ConvolutionShape shape = Shapes[index];
        (float[] input, float[] normalized, ChannelNormalization normalization) = Images(shape);
        float[] gradient = KernelBound.Values(2, shape.OutputLength);
        float[] expected = new float[shape.WeightLength];
        float[] actual = new float[shape.WeightLength];
        Convolution.WeightGradient(shape, normalized, gradient, expected, []);
        Convolution.WeightGradient(shape, input, gradient, actual, [], normalization);
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Forward_OtherChannels_Throws()
    {
        ConvolutionShape shape = ConvolutionShape.Same(1, 2, 2, 3, 1, 1, 1);
        ChannelNormalization normalization = new(new float[2], new float[2], new float[2], 1);
        Assert.Equal("normalization", Assert.Throws<ArgumentException>(
            () => Convolution.Forward(shape, new float[12], new float[3], [], new float[4], normalization)).ParamName);
    }

    [Fact]
    public void Constructor_LengthsThatDiffer_Throws()
    {
        Assert.Equal("scale", Assert.Throws<ArgumentException>(() => new ChannelNormalization(new float[2], new float[3], new float[2], 1)).ParamName);
        Assert.Equal("shift", Assert.Throws<ArgumentException>(() => new ChannelNormalization(new float[2], new float[2], new float[1], 1)).ParamName);
    }

    private static (float[] Input, float[] Normalized, ChannelNormalization Normalization) Images(in ConvolutionShape shape)
    {
        (float[] centre, float[] scale, float[] shift) = Factors(shape.InputChannels);
        ChannelNormalization normalization = new(centre, scale, shift, 0.3f);
        float[] input = KernelBound.Values(1, shape.InputLength);
        float[] normalized = new float[input.Length];
        normalization.Apply(input, normalized);
        return (input, normalized, normalization);
    }

    private static (float[] Centre, float[] Scale, float[] Shift) Factors(int channels) =>
        (KernelBound.Values(5, channels), KernelBound.Values(6, channels), KernelBound.Values(7, channels));
}
