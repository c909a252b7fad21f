using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Inference;
using Fidelis.Networks.Operators;

namespace Fidelis.Networks.Layers;

/// <summary>Batch normalisation with learned scale and shift: statistics of the batch in training, running ones in inference.</summary>
/// <remarks>
/// After each batch of training, <c>running = (1 - s) running + s batch</c> with a share s that is 0.01 unless the architecture says
/// otherwise; Keras calls 1 - s the momentum, PyTorch s. As in PyTorch, the batch is normalised by its
/// variance with denominator n, but the running variance follows that with denominator n - 1. A batch of a single value per channel
/// has no such variance; the running one then stays.
/// </remarks>
public sealed class BatchNormalizationLayer : Layer
{
    /// <summary>What is added to the variance before its root is taken.</summary>
    public const float Epsilon = 1e-3f;

    private readonly Parameter gamma;
    private readonly Parameter beta;
    private readonly Parameter runningMean;
    private readonly Parameter runningVariance;
    private readonly double batchShare;

    internal BatchNormalizationLayer(string name, IReadOnlyList<int> shape, double batchShare)
        : this(
            name,
            shape,
            batchShare,
            Constant(name + ".weight", shape[^1], 1, isTrained: true),
            Constant(name + ".bias", shape[^1], 0, isTrained: true),
            Constant(name + ".running_mean", shape[^1], 0, isTrained: false),
            Constant(name + ".running_variance", shape[^1], 1, isTrained: false))
    {
    }

    private BatchNormalizationLayer(
        string name, IReadOnlyList<int> shape, double batchShare, Parameter gamma, Parameter beta, Parameter runningMean, Parameter runningVariance)
        : base(name, "BatchNorm", shape, gamma, beta, runningMean, runningVariance)
    {
        this.gamma = gamma;
        this.beta = beta;
        this.runningMean = runningMean;
        this.runningVariance = runningVariance;
        this.batchShare = batchShare;
    }

    /// <inheritdoc/>
    public override Variable Forward(IReadOnlyList<Variable> inputs, ForwardPass pass) => Forward(inputs, pass, slope: 1);

    /// <summary>Computes the layer together with the rectifier that follows it.</summary>
    /// <param name="inputs">The one input <c>[n, ..., channels]</c>.</param>
    /// <param name="pass">The run that the computing belongs to.</param>
    /// <param name="slope">The slope of the rectifier below zero.</param>
    /// <returns>The output of the rectifier, to the last bit as if it had been computed on its own.</returns>
    internal Variable Forward(IReadOnlyList<Variable> inputs, ForwardPass pass, float slope)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(pass);
        Variable x = inputs[0];
        return pass.IsTraining
            ? BatchNormalization.Apply(
                x, pass.VariableOf(gamma), pass.VariableOf(beta), Epsilon, (mean, variance) => Follow(mean, variance, x.Value.Length / mean.Length), slope)
            : BatchNormalization.ApplyGiven(
                x, pass.VariableOf(gamma), pass.VariableOf(beta), runningMean.Value, runningVariance.Value, Epsilon, slope);
    }

    /// <summary>Gets what the layer does in inference.</summary>
    internal ChannelMap Map()
    {
        double[] scale = new double[gamma.Value.Length];
        double[] shift = new double[scale.Length];
        for (int c = 0; c < scale.Length; c++)
        {
            scale[c] = gamma.Value.Data[c] / Math.Sqrt(runningVariance.Value.Data[c] + (double)Epsilon);
            shift[c] = beta.Value.Data[c] - (runningMean.Value.Data[c] * scale[c]);
        }

        return new ChannelMap(scale, shift);
    }

    private static Parameter Constant(string name, int channels, float value, bool isTrained)
    {
        Tensor tensor = new(channels);
        Array.Fill(tensor.Data, value);
        return new Parameter(name, tensor, isTrained);
    }

    private void Follow(double[] mean, double[] variance, int rows)
    {
        Span<float> means = runningMean.Value.Data;
        Span<float> variances = runningVariance.Value.Data;
        for (int c = 0; c < means.Length; c++)
        {
            means[c] = (float)(((1 - batchShare) * means[c]) + (batchShare * mean[c]));
            if (rows > 1)
            {
                variances[c] = (float)(((1 - batchShare) * variances[c]) + (batchShare * variance[c] * rows / (rows - 1.0)));
            }
        }
    }
}
