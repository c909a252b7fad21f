using Fidelis.Numerics.Kernels;
using Fidelis.Numerics.Kernels.CookToom;

namespace Fidelis.Numerics.Tests.Kernels;

public sealed class PackedConvolutionTests
{
    private static readonly ConvolutionShape[] Shapes =
    [
        ConvolutionShape.Same(3, 9, 11, 3, 32, 3, 2),
        ConvolutionShape.Same(2, 7, 5, 33, 65, 3, 1),
        ConvolutionShape.Same(1, 5, 6, 300, 48, 1, 1),
        new(2, 9, 12, 40, 33, 1, 7, 1, 1, 0, 3, 0, 3),
        new(2, 12, 9, 50, 16, 7, 1, 1, 1, 3, 0, 3, 0),
        new(2, 7, 8, 5, 3, 3, 3, 2, 2, 0, 0, 0, 0),
    ];

    [Theory]
    [ClassData(typeof(TierNames))]
    public void Run_AnyShapeAndStep_GivesTheDigitsOfForwardThenRectified(string name)
    {
        KernelTier tier = InstructionSets.Find(name);
        Assert.SkipWhen(tier.Tiles is not null, "Products of tiles are rounded otherwise (TilePanelsTests).");
        foreach (ConvolutionShape shape in Shapes)
        {
            float[] input = KernelBound.Values(1, shape.InputLength);
            float[] weights = KernelBound.Values(2, shape.WeightLength);
            float[] bias = KernelBound.Values(3, shape.OutputChannels);
            float[] expected = new float[shape.OutputLength];
            if (CookToomScheme.ForInference(shape) is { } scheme)
            {
                CookToomConvolution.Forward(tier, scheme, shape, input, weights, bias, expected);
            }
            else
            {
                BlockedConvolution.Forward(tier, shape, input, weights, bias, expected);
            }

            foreach (float slope in (float[])[0, 0.3f, 1])
            {
                const int Gap = 7;
                int step = shape.OutputChannels + Gap;
                float[] output = new float[shape.OutputLength / shape.OutputChannels * step];
                Array.Fill(output, 99);
                new PackedConvolution(tier, shape with { BatchCount = 0 }, weights, bias, slope, ProductPrecision.Exact).Run(shape.BatchCount, input, output, step);
                for (int i = 0; i < output.Length; i++)
                {
                    (int pixel, int channel) = Math.DivRem(i, step);
                    float plain = channel < shape.OutputChannels ? expected[(pixel * shape.OutputChannels) + channel] : 99;
                    Assert.Equal(channel < shape.OutputChannels && plain <= 0 ? plain * slope : plain, output[i]);
                }
            }
        }
    }

    [Fact]
    public void Run_NotANumber_IsPassedOn()
    {
        PackedConvolution identity = new(ConvolutionShape.Same(1, 1, 3, 1, 1, 1, 1), [1], [], slope: 0);
        float[] output = new float[3];
        identity.Run(1, [float.NaN, -2, 3], output, 1);
        Assert.Equal([float.NaN, 0, 3], output);
    }

    [Fact]
    public void Run_WrongLengths_AreRefused()
    {
        ConvolutionShape shape = ConvolutionShape.Same(1, 2, 2, 1, 2, 1, 1);
        Assert.Throws<ArgumentException>(() => new PackedConvolution(shape, new float[3], [], 1));
        Assert.Throws<ArgumentException>(() => new PackedConvolution(shape, new float[2], new float[1], 1));
        PackedConvolution convolution = new(shape, new float[2], [], 1);
        Assert.Throws<ArgumentException>(() => convolution.Run(2, new float[4], new float[16], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => convolution.Run(1, new float[4], new float[7], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => convolution.Run(1, new float[4], new float[8], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => convolution.Run(0, [], new float[8], 2));
        float[] shared = new float[10];
        Assert.Throws<ArgumentException>(() => convolution.Run(1, shared.AsSpan(0, 4), shared.AsSpan(2), 2));
    }
}
