using Fidelis.Networks.Layers;

namespace Fidelis.Networks.Architectures;

/// <summary>A copy of all parameters of a network at one moment of its training.</summary>
public sealed class WeightSnapshot
{
    private readonly Dictionary<string, float[]> values = [];

    internal WeightSnapshot(IReadOnlyList<Parameter> parameters)
    {
        foreach (Parameter parameter in parameters)
        {
            values.Add(parameter.Name, (float[])parameter.Value.Data.Clone());
        }
    }

    internal void CopyTo(IReadOnlyList<Parameter> parameters)
    {
        if (parameters.Count != values.Count || !parameters.All(p => values.TryGetValue(p.Name, out float[]? v) && v.Length == p.Value.Length))
        {
            throw new ArgumentException("Weights go back to the network that they were copied from, or one that was created alike.", nameof(parameters));
        }

        foreach (Parameter parameter in parameters)
        {
            values[parameter.Name].CopyTo(parameter.Value.Data, 0);
        }
    }
}
