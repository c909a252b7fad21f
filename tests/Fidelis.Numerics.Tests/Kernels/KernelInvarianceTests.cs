using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Fidelis.Numerics.Kernels;
using Fidelis.Numerics.Kernels.CookToom;
using Fidelis.Numerics.Tests.Kernels.CookToom;
using Fidelis.Numerics.Threading;

namespace Fidelis.Numerics.Tests.Kernels;

/// <summary>The digits depend neither on the batch, nor on an image's place in it, nor on the number of threads.</summary>
public sealed class KernelInvarianceTests
{
    [Theory]
    [InlineData(3, 1)]
    [InlineData(3, 2)]
    [InlineData(1, 1)]
    public void Forward_ImageInBatchesOfAnySize_HasTheSameDigits(int kernel, int stride)
    {
        foreach (KernelTier tier in InstructionSets.Tiers)
        {
            ConvolutionShape whole = ConvolutionShape.Same(7, 9, 10, 37, 35, kernel, stride);
            float[] input = KernelBound.Values(31, whole.InputLength);
            float[] gradient = KernelBound.Values(32, whole.OutputLength);
            float[] weights = KernelBound.Values(33, whole.WeightLength);
            float[] bias = KernelBound.Values(34, whole.OutputChannels);
            float[] output = new float[whole.OutputLength];
            float[] inputGradient = new float[whole.InputLength];
            BlockedConvolution.Forward(tier, whole, input, weights, bias, output);
            BlockedConvolution.InputGradient(tier, whole, gradient, weights, inputGradient);

            int inputStep = whole.InputLength / 7;
            int outputStep = whole.OutputLength / 7;
            foreach ((int first, int count) in new[] { (0, 1), (6, 1), (2, 3), (1, 6) })
            {
                ConvolutionShape part = whole with { BatchCount = count };
                float[] partOutput = new float[part.OutputLength];
                float[] partInputGradient = new float[part.InputLength];
                BlockedConvolution.Forward(tier, part, input.AsSpan(first * inputStep, part.InputLength), weights, bias, partOutput);
                BlockedConvolution.InputGradient(
                    tier, part, gradient.AsSpan(first * outputStep, part.OutputLength), weights, partInputGradient);
                Assert.Equal(output.AsSpan(first * outputStep, part.OutputLength).ToArray(), partOutput);
                Assert.Equal(inputGradient.AsSpan(first * inputStep, part.InputLength).ToArray(), partInputGradient);
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Multiply_RowAloneOrAmongOthers_HasTheSameDigits(bool transposeB)
    {
        foreach (KernelTier tier in InstructionSets.Tiers)
        {
            const int M = 101;
            const int N = 45;
            const int K = 300;
            float[] a = KernelBound.Values(41, M * K);
            float[] b = KernelBound.Values(42, K * N);
            float[] all = new float[M * N];
            FloatProduct.Multiply(tier, M, N, K, a, false, b, transposeB, all);
            float[] one = new float[N];
            foreach (int row in new[] { 0, 11, 12, 95, 96, 100 })
            {
                FloatProduct.Multiply(tier, 1, N, K, a.AsSpan(row * K, K), false, b, transposeB, one);
                Assert.Equal(all.AsSpan(row * N, N).ToArray(), one);
            }
        }
    }

    [Fact]
    public void EveryProduct_OneThreadOrSeveral_HasTheSameDigits()
    {
        int before = Parallelism.ThreadCount;
        try
        {
            foreach (KernelTier tier in InstructionSets.Tiers)
            {
                Parallelism.ThreadCount = 1;
                float[][] expected = ComputeAll(tier);
                foreach (int threads in new[] { 2, 3, 8 })
                {
                    Parallelism.ThreadCount = threads;
                    float[][] actual = ComputeAll(tier);
                    for (int i = 0; i < expected.Length; i++)
                    {
                        Assert.Equal(expected[i], actual[i]);
                    }
                }
            }
        }
        finally
        {
            Parallelism.ThreadCount = before;
        }
    }

    // From less than any processor has to more: panels, rows of a block, windows and pieces of tiles are cut in other places each time.
    [Fact]
    public void EveryProduct_CachesOfAnySize_HasTheSameDigits()
    {
        try
        {
            foreach (KernelTier tier in InstructionSets.Tiers)
            {
                ProcessorCaches.Force(new ProcessorCaches(48 << 10, 1 << 20));
                float[][] expected = [.. ComputeAll(tier), .. ComputePacked(tier)];
                foreach ((int first, int second) in new[] { (8 << 10, 32 << 10), (24 << 10, 128 << 10), (32 << 10, 256 << 10), (1 << 20, 1 << 26) })
                {
                    ProcessorCaches.Force(new ProcessorCaches(first, second));
                    float[][] actual = [.. ComputeAll(tier), .. ComputePacked(tier)];
                    for (int i = 0; i < expected.Length; i++)
                    {
                        Assert.Equal(expected[i], actual[i]);
                    }
                }
            }
        }
        finally
        {
            ProcessorCaches.Force(null);
        }
    }

    [Fact]
    public void EveryTier_WithFusedProducts_HasTheSameDigits()
    {
        Assert.SkipUnless(Fma.IsSupported || AdvSimd.IsSupported, "This processor has no fused products.");
        float[][] expected = ComputeAll(InstructionSets.Find("portable"));
        foreach (KernelTier tier in InstructionSets.Tiers)
        {
            float[][] actual = ComputeAll(tier);
            for (int i = 0; i < expected.Length; i++)
            {
                Assert.Equal(expected[i], actual[i]);
            }
        }
    }

    private static float[][] ComputeAll(KernelTier tier)
    {
        ConvolutionShape shape = ConvolutionShape.Same(3, 28, 26, 35, 33, 3, 1);
        float[] input = KernelBound.Values(51, shape.InputLength);
        float[] gradient = KernelBound.Values(52, shape.OutputLength);
        float[] weights = KernelBound.Values(53, shape.WeightLength);
        float[] output = new float[shape.OutputLength];
        float[] inputGradient = new float[shape.InputLength];
        float[] weightGradient = new float[shape.WeightLength];
        float[] biasGradient = new float[33];
        float[] product = new float[300 * 70];
        BlockedConvolution.Forward(tier, shape, input, weights, [], output);
        BlockedConvolution.InputGradient(tier, shape, gradient, weights, inputGradient);
        BlockedWeightGradient.Compute(tier, shape, input, gradient, weightGradient, biasGradient);
        FloatProduct.Multiply(tier, 300, 70, 90, input.AsSpan(0, 27000), true, weights.AsSpan(0, 6300), true, product);
        float[] tiledGradient = new float[shape.WeightLength];
        float[] tiledBiasGradient = new float[33];
        CookToomScheme four = new(CookToomAxis.FourOfThree, CookToomAxis.FourOfThree);
        CookToomWeightGradient.Compute(tier, four, shape, input, gradient, tiledGradient, tiledBiasGradient);
        return
        [
            output, inputGradient, weightGradient, biasGradient, product, tiledGradient, tiledBiasGradient,
            .. CookToomSchemes.All.Select(scheme => Compute(tier, scheme)),
        ];
    }

    /// <summary>Convolutions of 3 x 3, by tiles of outputs and with stride, and of 1 x 1, of more terms than any block has.</summary>
    private static IEnumerable<float[]> ComputePacked(KernelTier tier)
    {
        foreach (ProductPrecision precision in Enum.GetValues<ProductPrecision>())
        {
            foreach ((int kernel, int stride, int channels) in new[] { (3, 1, 300), (3, 2, 40), (1, 1, 650) })
            {
                ConvolutionShape shape = ConvolutionShape.Same(3, 17, 18, channels, 37, kernel, stride);
                float[] output = new float[shape.OutputLength];
                new PackedConvolution(tier, shape, KernelBound.Values(57, shape.WeightLength), KernelBound.Values(58, 37), slope: 0, precision)
                    .Run(3, KernelBound.Values(56, shape.InputLength), output, 37);
                yield return output;
            }
        }
    }

    private static float[] Compute(KernelTier tier, CookToomScheme scheme)
    {
        ConvolutionShape shape = new(
            3, 18, 21, 35, 41, scheme.Vertical.Taps, scheme.Horizontal.Taps, 1, 1, 1, 2, 1, 2);
        float[] output = new float[shape.OutputLength];
        CookToomConvolution.Forward(
            tier, scheme, shape, KernelBound.Values(54, shape.InputLength), KernelBound.Values(55, shape.WeightLength), [], output);
        return output;
    }
}
