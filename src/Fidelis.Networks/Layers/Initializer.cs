using Fidelis.Networks.Autodiff;
using Fidelis.Numerics.Randomness;

namespace Fidelis.Networks.Layers;

/// <summary>Draws the first weights of a network from a seed.</summary>
internal sealed class Initializer(ulong seed)
{
    private readonly Xoshiro256 random = new(seed);

    /// <summary>
    /// Draws weights uniformly in <c>±sqrt(6 / (fanIn + fanOut))</c>.
    /// </summary>
    /// <remarks>Glorot and Bengio, Understanding the difficulty of training deep feedforward neural networks, AISTATS 2010, equation 16.</remarks>
    public Parameter GlorotUniform(string name, int fanIn, int fanOut, params int[] shape)
    {
        // A stream for each tensor: the weights of a layer do not depend on the layers before it.
        Xoshiro256 stream = random.Split(name);
        double limit = Math.Sqrt(6.0 / (fanIn + fanOut));
        Tensor value = new(shape);
        foreach (ref float weight in value.Data.AsSpan())
        {
            weight = (float)(((stream.NextDouble() * 2) - 1) * limit);
        }

        return new Parameter(name, value, isTrained: true);
    }
}
