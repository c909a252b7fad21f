using System.Numerics;
using System.Runtime.InteropServices;
using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Layers;
using Fidelis.Networks.Operators;

namespace Fidelis.Networks.Optimizers;

/// <summary>
/// Adam: <c>p -= rate / (1 - beta1^t) * m / (sqrt(v) / sqrt(1 - beta2^t) + epsilon)</c> with the running means m of the gradient and v of its square.
/// </summary>
/// <remarks>
/// Kingma and Ba, Adam: A Method for Stochastic Optimization, ICLR 2015. The epsilon is added after the correction of v, which is
/// algorithm 1 of the paper and what PyTorch does.
/// </remarks>
public sealed class Adam
{
    private readonly IReadOnlyList<Parameter> parameters;
    private readonly Parameter[] means;
    private readonly Parameter[] squares;
    private double learningRate;

    /// <summary>Initializes the optimiser, whose running means begin at zero.</summary>
    /// <param name="parameters">The parameters to change.</param>
    /// <param name="learningRate">The rate, above 0.</param>
    public Adam(IReadOnlyList<Parameter> parameters, double learningRate)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        this.parameters = parameters;
        LearningRate = learningRate;
        means = [.. parameters.Select(p => new Parameter("adam.mean/" + p.Name, new Tensor(p.Value.Shape.ToArray()), isTrained: false))];
        squares = [.. parameters.Select(p => new Parameter("adam.square/" + p.Name, new Tensor(p.Value.Shape.ToArray()), isTrained: false))];
    }

    /// <summary>Gets the decay of the running mean of the gradient.</summary>
    public double Beta1 { get; } = 0.9;

    /// <summary>Gets the decay of the running mean of the squared gradient.</summary>
    public double Beta2 { get; } = 0.999;

    /// <summary>Gets what keeps the denominator away from zero.</summary>
    public double Epsilon { get; } = 1e-7;

    /// <summary>Gets or sets the rate of the next step, above 0.</summary>
    public double LearningRate
    {
        get => learningRate;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            learningRate = value;
        }
    }

    /// <summary>Gets or sets the steps taken so far, t.</summary>
    public long StepCount { get; set; }

    /// <summary>Gets the running means m, then v, of each parameter: with <see cref="StepCount"/>, all that the optimiser remembers.</summary>
    public IReadOnlyList<Parameter> State => [.. means, .. squares];

    /// <summary>Takes one step.</summary>
    /// <param name="gradients">The gradient of each parameter, in their order.</param>
    /// <exception cref="ArgumentException">There are not as many gradients as parameters, or one has another shape.</exception>
    public void Update(IReadOnlyList<Tensor> gradients)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        if (gradients.Count != parameters.Count || !gradients.Zip(parameters).All(p => p.First.Shape.SequenceEqual(p.Second.Value.Shape)))
        {
            throw new ArgumentException("Each parameter needs a gradient of its own shape.", nameof(gradients));
        }

        StepCount++;
        float rate = (float)(LearningRate / (1 - Math.Pow(Beta1, StepCount)));
        float correction = (float)Math.Sqrt(1 - Math.Pow(Beta2, StepCount));
        for (int i = 0; i < parameters.Count; i++)
        {
            float[] values = parameters[i].Value.Data;
            Elementwise.ForRanges(
                values.Length, new RangeUpdate(this, values, gradients[i].Data, means[i].Value.Data, squares[i].Value.Data, rate, correction));
        }
    }

    private void Update(Span<float> values, ReadOnlySpan<float> gradients, Span<float> m, Span<float> v, float rate, float correction)
    {
        (float beta1, float rest1) = ((float)Beta1, (float)(1 - Beta1));
        (float beta2, float rest2) = ((float)Beta2, (float)(1 - Beta2));
        float epsilon = (float)Epsilon;
        Span<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        ReadOnlySpan<Vector<float>> gs = MemoryMarshal.Cast<float, Vector<float>>(gradients);
        Span<Vector<float>> ms = MemoryMarshal.Cast<float, Vector<float>>(m);
        Span<Vector<float>> vs = MemoryMarshal.Cast<float, Vector<float>>(v);
        for (int i = 0; i < vectors.Length; i++)
        {
            Vector<float> g = gs[i];
            ms[i] = (ms[i] * beta1) + (g * rest1);
            vs[i] = (vs[i] * beta2) + (g * g * rest2);
            vectors[i] -= rate * (ms[i] / ((Vector.SquareRoot(vs[i]) / new Vector<float>(correction)) + new Vector<float>(epsilon)));
        }

        for (int i = vectors.Length * Vector<float>.Count; i < values.Length; i++)
        {
            float g = gradients[i];
            m[i] = (m[i] * beta1) + (g * rest1);
            v[i] = (v[i] * beta2) + (g * g * rest2);
            values[i] -= rate * (m[i] / ((MathF.Sqrt(v[i]) / correction) + epsilon));
        }
    }

    private readonly struct RangeUpdate(
        Adam adam, float[] values, float[] gradients, float[] m, float[] v, float rate, float correction) : IRangeBody
    {
        public void Run(int start, int count) => adam.Update(
            values.AsSpan(start, count), gradients.AsSpan(start, count), m.AsSpan(start, count), v.AsSpan(start, count), rate, correction);
    }
}
