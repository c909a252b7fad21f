using Fidelis.Networks.Autodiff;
using Fidelis.Numerics.Randomness;

namespace Fidelis.Networks.Layers;

/// <summary>One run of a network over a batch: the tape, the mode, and the network's parameters as variables.</summary>
/// <param name="tape">Where the run is recorded.</param>
/// <param name="dropout">Decides what dropout lets through, in training; null for inference.</param>
public sealed class ForwardPass(Tape tape, Xoshiro256? dropout)
{
    private readonly Dictionary<Parameter, Variable> variables = [];

    /// <summary>Gets the tape on which the run is recorded.</summary>
    public Tape Tape { get; } = tape;

    /// <summary>Gets the generator that decides what dropout lets through; null for inference.</summary>
    public Xoshiro256? Dropout { get; } = dropout;

    /// <summary>Gets whether layers behave as in training: statistics of the batch, and dropout.</summary>
    public bool IsTraining => Dropout is not null;

    /// <summary>Gets a parameter as a variable of this run; trained ones are watched.</summary>
    /// <param name="parameter">A parameter of the network.</param>
    /// <returns>The same variable whenever it is asked for.</returns>
    public Variable VariableOf(Parameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        if (!variables.TryGetValue(parameter, out Variable? variable))
        {
            variable = parameter.IsTrained ? Tape.Watch(parameter.Value) : Tape.Constant(parameter.Value);
            variables.Add(parameter, variable);
        }

        return variable;
    }
}
