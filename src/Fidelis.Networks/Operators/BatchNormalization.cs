using Fidelis.Networks.Autodiff;
using Fidelis.Numerics.Kernels;

namespace Fidelis.Networks.Operators;

/// <summary>
/// Normalises each channel to mean 0 and variance 1, then scales and shifts it, and rectifies it if wished:
/// <c>y = rectify(gamma (x - mean) / sqrt(variance + epsilon) + beta)</c>.
/// </summary>
/// <remarks>
/// <para>Ioffe and Szegedy, Batch Normalization: Accelerating Deep Network Training, ICML 2015.</para>
/// <para>In training the values are computed when something reads them; a convolution does so while it reads the input of the normalisation.</para>
/// <para>The rectifier is part of the operator because its own pass over memory would cost as much as the normalisation.</para>
/// </remarks>
public static class BatchNormalization
{
    /// <summary>Normalises by the statistics of the batch, as in training.</summary>
    /// <param name="x">A variable <c>[..., channels]</c>; the statistics go over all axes but the last.</param>
    /// <param name="gamma">The scales <c>[channels]</c>.</param>
    /// <param name="beta">The shifts <c>[channels]</c>.</param>
    /// <param name="epsilon">What is added to the variance, whose denominator is n.</param>
    /// <param name="statistics">Receives mean and variance of the batch, to follow them; null where nobody does.</param>
    /// <param name="slope">The slope of the rectifier below zero: 0 for ReLU, 1 for none.</param>
    /// <returns>The normalised values, of the shape of <paramref name="x"/>.</returns>
    public static Variable Apply(Variable x, Variable gamma, Variable beta, float epsilon, Action<double[], double[]>? statistics = null, float slope = 1)
    {
        int channels = ChannelsOf(x, gamma, beta);
        double[] mean = new double[channels];
        double[] variance = new double[channels];
        BatchNormalizationKernel.Statistics(x.Value.Data, channels, mean, variance);
        statistics?.Invoke(mean, variance);

        double[] inverse = Array.ConvertAll(variance, v => 1 / Math.Sqrt(v + epsilon));
        float[] centre = Array.ConvertAll(mean, m => (float)m);
        float[] scale = Scale(gamma, inverse);
        Variable output = null!;
        output = x.Tape.Record(
            new DeferredNormalization(x.Value, new ChannelNormalization(centre, scale, beta.Value.Data, slope)),
            [x, gamma, beta],
            gradient => x.Tape.IsRecording
                ? ComposedGradients(x, gamma, epsilon, slope, output.Value, gradient)
                : FusedGradients(x, centre, inverse, scale, beta.Value.Data, slope, gradient));
        return output;
    }

    /// <summary>Normalises by given statistics, as in inference.</summary>
    /// <param name="x">A variable <c>[..., channels]</c>.</param>
    /// <param name="gamma">The scales <c>[channels]</c>.</param>
    /// <param name="beta">The shifts <c>[channels]</c>.</param>
    /// <param name="mean">The means <c>[channels]</c>.</param>
    /// <param name="variance">The variances <c>[channels]</c>.</param>
    /// <param name="epsilon">What is added to the variance.</param>
    /// <param name="slope">The slope of the rectifier below zero: 0 for ReLU, 1 for none.</param>
    /// <returns>The normalised values, of the shape of <paramref name="x"/>.</returns>
    public static Variable ApplyGiven(Variable x, Variable gamma, Variable beta, Tensor mean, Tensor variance, float epsilon, float slope = 1)
    {
        int channels = ChannelsOf(x, gamma, beta);
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(variance);
        ArgumentOutOfRangeException.ThrowIfNotEqual(mean.Length, channels, nameof(mean));
        ArgumentOutOfRangeException.ThrowIfNotEqual(variance.Length, channels, nameof(variance));
        double[] inverse = Array.ConvertAll(variance.Data, v => 1 / Math.Sqrt(v + (double)epsilon));
        Tensor output = x.Tape.Rent(x.Shape);
        ChannelNormalization normalization = new(mean.Data, Scale(gamma, inverse), beta.Value.Data, slope);
        BatchNormalizationKernel.Normalize(x.Value.Data, normalization, output.Data);
        return x.Tape.Record(output, [x, gamma, beta], gradient =>
        {
            ReadOnlySpan<int> outer = x.Shape[..^1];
            Variable gated = Rectifier.Gate(gradient, output, slope);
            Variable root = x.Tape.Constant(new Tensor(Array.ConvertAll(inverse, r => (float)r), channels));
            Variable minusMean = x.Tape.Constant(new Tensor(Array.ConvertAll(mean.Data, m => -m), channels));
            Variable normalized = Multiplication.Apply(
                Addition.Apply(x, Summation.Repeat(minusMean, 0, outer)), Summation.Repeat(root, 0, outer));
            return
            [
                Multiplication.Apply(gated, Summation.Repeat(Multiplication.Apply(gamma, root), 0, outer)),
                Summation.PerChannel(Multiplication.Apply(gated, normalized)),
                Summation.PerChannel(gated),
            ];
        });
    }

    /// <summary>
    /// Computes all three gradients in two passes over memory.
    /// With N rows and r the inverse deviation, <c>dx = gamma r (g - sum(g)/N - (x - mean) r^2 sum(g (x - mean))/N)</c>.
    /// </summary>
    private static Variable?[] FusedGradients(
        Variable x, float[] mean, double[] inverse, float[] scale, float[] shift, float slope, Variable gradient)
    {
        int channels = mean.Length;
        double rows = (double)x.Value.Length / channels;
        double[] sums = new double[channels];
        double[] products = new double[channels];
        BatchNormalizationKernel.GradientSums(gradient.Value.Data, x.Value.Data, mean, scale, shift, slope, sums, products);

        Tensor gammaGradient = x.Tape.Rent(channels);
        Tensor betaGradient = x.Tape.Rent(channels);
        float[] b = new float[channels];
        float[] d = new float[channels];
        for (int c = 0; c < channels; c++)
        {
            b[c] = (float)(-scale[c] * inverse[c] * inverse[c] * products[c] / rows);
            d[c] = (float)(-scale[c] * sums[c] / rows);
            gammaGradient.Data[c] = (float)(products[c] * inverse[c]);
            betaGradient.Data[c] = (float)sums[c];
        }

        Variable? inputGradient = null;
        if (x.RequiresGradient)
        {
            Tensor target = x.Tape.RentOver(gradient);
            BatchNormalizationKernel.InputGradient(gradient.Value.Data, x.Value.Data, mean, scale, shift, slope, b, d, target.Data);
            inputGradient = x.Tape.Constant(target);
        }

        return [inputGradient, x.Tape.Constant(gammaGradient), x.Tape.Constant(betaGradient)];
    }

    /// <summary>Computes the same gradients out of operators that have gradients themselves.</summary>
    private static Variable?[] ComposedGradients(Variable x, Variable gamma, float epsilon, float slope, Tensor output, Variable gradient)
    {
        int[] outer = x.Shape[..^1].ToArray();
        float share = (float)gamma.Value.Length / x.Value.Length;
        Variable Repeated(Variable channel) => Summation.Repeat(channel, 0, outer);
        Variable Mean(Variable values) => Scaling.Apply(Summation.PerChannel(values), share);
        Variable Minus(Variable from, Variable what) => Addition.Apply(from, Scaling.Apply(what, -1));

        Variable centred = Minus(x, Repeated(Mean(x)));
        Variable root = InverseSquareRoot.Apply(Mean(Multiplication.Apply(centred, centred)), epsilon);
        Variable normalized = Multiplication.Apply(centred, Repeated(root));
        Variable gated = Rectifier.Gate(gradient, output, slope);
        Variable along = Multiplication.Apply(gated, normalized);
        Variable inner = Minus(Minus(gated, Repeated(Mean(gated))), Multiplication.Apply(normalized, Repeated(Mean(along))));
        return
        [
            Multiplication.Apply(inner, Repeated(Multiplication.Apply(gamma, root))),
            Summation.PerChannel(along),
            Summation.PerChannel(gated),
        ];
    }

    private static float[] Scale(Variable gamma, double[] inverse)
    {
        float[] scale = new float[inverse.Length];
        for (int c = 0; c < scale.Length; c++)
        {
            scale[c] = (float)(gamma.Value.Data[c] * inverse[c]);
        }

        return scale;
    }

    private static int ChannelsOf(Variable x, Variable gamma, Variable beta)
    {
        ArgumentNullException.ThrowIfNull(x);
        int channels = x.Shape[^1];
        Require.Shape(gamma, [channels]);
        Require.Shape(beta, [channels]);
        return channels;
    }
}
