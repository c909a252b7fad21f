using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Layers;

namespace Fidelis.Networks.Architectures;

/// <summary>A copy of all parameters of a network at one moment of its training.</summary>
public sealed class WeightSnapshot
{
    internal WeightSnapshot(IReadOnlyList<Parameter> parameters) =>
        Parameters = [.. parameters.Select(p => new Parameter(p.Name, new Tensor((float[])p.Value.Data.Clone(), p.Value.Shape.ToArray()), p.IsTrained))];

    /// <summary>Gets the copies, in the order of the layers.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    internal void CopyTo(IReadOnlyList<Parameter> destination)
    {
        if (destination.Count != Parameters.Count || !destination.Zip(Parameters).All(p => p.First.Name == p.Second.Name && p.First.Value.Length == p.Second.Value.Length))
        {
            throw new ArgumentException("Weights go back to the network that they were copied from, or one that was created alike.", nameof(destination));
        }

        foreach ((Parameter parameter, Parameter copy) in destination.Zip(Parameters))
        {
            copy.Value.Data.CopyTo(parameter.Value.Data, 0);
        }
    }
}
