using Fidelis.Networks.Architectures;
using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Layers;
using Fidelis.Testing;

namespace Fidelis.Networks.Tests;

/// <summary>The weights that both sides of a golden make from a formula, and the numbers by which they compare tensors.</summary>
internal static class GoldenWeights
{
    /// <summary>Gives a network the weights of <c>fill</c> in <c>reference/scripts/networks.py</c>.</summary>
    public static void Fill(LayeredNetwork network)
    {
        for (int i = 0; i < network.Parameters.Count; i++)
        {
            Parameter parameter = network.Parameters[i];
            ReadOnlySpan<int> shape = parameter.Value.Shape;
            double limit = shape.Length > 1 ? Math.Sqrt(6.0 / ((shape[0] + shape[1]) * (shape.Length == 4 ? shape[2] * shape[3] : 1))) : 0;
            (double scale, double shift) = shape.Length > 1 ? (2 * limit, -limit)
                : parameter.Name.EndsWith(".weight") || parameter.Name.EndsWith("_variance") ? (1.0, 0.5) : (0.2, -0.1);
            Lcg.Floats(1000 + (uint)i, parameter.Value.Length, scale, shift).CopyTo(parameter.Value.Data, 0);
        }
    }

    /// <summary>Gives the norm of a tensor and its product with generated numbers in [-1, 1].</summary>
    public static double[] Summary(Tensor tensor)
    {
        float[] weights = Lcg.Floats(7, tensor.Length, 2, -1);
        double square = 0;
        double product = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            square += (double)tensor.Data[i] * tensor.Data[i];
            product += (double)tensor.Data[i] * weights[i];
        }

        return [Math.Sqrt(square), product];
    }
}
