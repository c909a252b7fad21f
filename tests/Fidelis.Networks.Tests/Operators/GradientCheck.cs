using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Operators;
using Fidelis.Testing;

namespace Fidelis.Networks.Tests.Operators;

/// <summary>Compares gradients, and gradients of gradients, with central differences.</summary>
/// <remarks>
/// <para>The scalar is <c>L = sum(R * f(x))</c> with a random R, summed in float64. With h = 2^-7 the inputs x ± h are exact.</para>
/// <para>Tolerance: the operators compute in float32, so f carries errors of about 1e-7 times its size (around 1) for each of some
/// hundred elements, which the difference divides by 2 h = 1/64: some 1e-5. Cutting the series after h² leaves h² f'''/6, about 1e-5 f'''.
/// Allowed is 2e-3 relative and absolute; a wrong term of a rule is off by the size of the gradient, around 1.</para>
/// </remarks>
internal static class GradientCheck
{
    private const float Step = 1f / 128;
    private const double Tolerance = 2e-3;

    public static void First(Func<Variable[], Variable> function, Tensor[] inputs)
    {
        float[][] analytic = Gradients(function, inputs, createGraph: false);
        for (int i = 0; i < inputs.Length; i++)
        {
            double[] numeric = Differences(inputs[i], () => Value(function, inputs));
            NumericAssert.Close(numeric, Array.ConvertAll(analytic[i], g => (double)g), Tolerance, Tolerance);
        }

        // The route that makes a graph gives the same gradients, up to the rounding of another order of operations.
        float[][] graph = Gradients(function, inputs, createGraph: true);
        for (int i = 0; i < inputs.Length; i++)
        {
            NumericAssert.Close(analytic[i], graph[i], 1e-4, 1e-4);
        }
    }

    public static void Second(Func<Variable[], Variable> function, Tensor[] inputs)
    {
        float[][] analytic = SecondGradients(function, inputs);
        for (int i = 0; i < inputs.Length; i++)
        {
            double[] numeric = Differences(inputs[i], () => Project(Gradients(function, inputs, createGraph: false)));
            NumericAssert.Close(numeric, Array.ConvertAll(analytic[i], g => (double)g), Tolerance, Tolerance);
        }
    }

    /// <summary>Makes values in [low, low + width) that keep at least 2.5 steps from zero and from one another where they are few.</summary>
    public static Tensor Values(uint seed, float low, float width, params int[] shape)
    {
        Tensor tensor = new(shape);
        double[] order = Lcg.Values(seed, tensor.Length);
        int[] rank = new int[tensor.Length];
        for (int i = 0; i < rank.Length; i++)
        {
            rank[i] = i;
        }

        Array.Sort(order, rank);
        for (int i = 0; i < rank.Length; i++)
        {
            tensor.Data[rank[i]] = low + (width * (i + 0.5f) / rank.Length);
        }

        return tensor;
    }

    private static double[] Differences(Tensor input, Func<double> scalar)
    {
        double[] differences = new double[input.Length];
        for (int i = 0; i < input.Length; i++)
        {
            float centre = input.Data[i];
            input.Data[i] = centre + Step;
            double above = scalar();
            float upper = input.Data[i];
            input.Data[i] = centre - Step;
            double below = scalar();
            differences[i] = (above - below) / ((double)upper - input.Data[i]);
            input.Data[i] = centre;
        }

        return differences;
    }

    private static double Value(Func<Variable[], Variable> function, Tensor[] inputs)
    {
        using Tape tape = new(new TensorPool());
        return Project([function(Array.ConvertAll(inputs, tape.Watch)).Value.Data]);
    }

    private static float[][] Gradients(Func<Variable[], Variable> function, Tensor[] inputs, bool createGraph)
    {
        using Tape tape = new(new TensorPool());
        Variable[] variables = Array.ConvertAll(inputs, tape.Watch);
        return [.. tape.Gradients(Projection(function(variables), 0), variables, createGraph).Select(g => (float[])g.Value.Data.Clone())];
    }

    private static float[][] SecondGradients(Func<Variable[], Variable> function, Tensor[] inputs)
    {
        using Tape tape = new(new TensorPool());
        Variable[] variables = Array.ConvertAll(inputs, tape.Watch);
        IReadOnlyList<Variable> first = tape.Gradients(Projection(function(variables), 0), variables, createGraph: true);
        Variable sum = first.Select(Projection).Aggregate(Addition.Apply);
        return [.. tape.Gradients(sum, variables).Select(g => (float[])g.Value.Data.Clone())];
    }

    private static double Project(float[][] values)
    {
        double sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            float[] weights = Weights(i, values[i].Length);
            for (int j = 0; j < weights.Length; j++)
            {
                sum += (double)weights[j] * values[i][j];
            }
        }

        return sum;
    }

    private static Variable Projection(Variable value, int index) =>
        Summation.Total(Multiplication.Apply(value, value.Tape.Constant(new Tensor(Weights(index, value.Value.Length), value.Shape.ToArray()))));

    private static float[] Weights(int index, int count) => Array.ConvertAll(Lcg.Values(90 + (uint)index, count, 2, -1), w => (float)w);
}
