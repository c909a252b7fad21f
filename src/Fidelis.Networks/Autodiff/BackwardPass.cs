using Fidelis.Networks.Operators;

namespace Fidelis.Networks.Autodiff;

/// <summary>Leads one gradient back from an output to its sources, the last computed variable first.</summary>
internal sealed class BackwardPass(Tape tape, IReadOnlyList<Variable> sources)
{
    private readonly Dictionary<Variable, Variable> gradients = [];
    private readonly PriorityQueue<Variable, int> pending = new();
    private readonly HashSet<Variable> wanted = [.. sources];

    public Variable[] Run(Variable output)
    {
        Tensor ones = tape.Rent(output.Shape);
        Array.Fill(ones.Data, 1f);
        int mark = tape.RentedCount;
        Add(output, tape.Constant(ones));
        while (pending.TryDequeue(out Variable? variable, out _))
        {
            // Every variable that depends on this one has a higher order, so its gradient is complete.
            Variable gradient = gradients[variable];
            if (!wanted.Contains(variable))
            {
                gradients.Remove(variable);
            }

            if (variable.Rule is not { } rule)
            {
                continue;
            }

            tape.Spent = !tape.IsRecording && IsReadHereAlone(gradient, mark) ? gradient : null;
            Variable?[] inputGradients = rule.Apply(gradient);
            for (int i = 0; i < rule.Inputs.Length; i++)
            {
                if (inputGradients[i] is { } inputGradient)
                {
                    Add(rule.Inputs[i], inputGradient);
                }
            }

            if (!tape.IsRecording)
            {
                // No rule can hold on to what was rented here: only the gradients that still wait are alive.
                tape.ReturnSince(mark, [.. gradients.Values.Select(g => g.Value.Data)]);
            }
        }

        tape.Spent = null;
        return [.. sources.Select(s => gradients.TryGetValue(s, out Variable? gradient) ? gradient : Zeros(s))];
    }

    /// <summary>Tells whether the memory of a gradient is this pass's own, and no gradient's that still waits or is wanted.</summary>
    private bool IsReadHereAlone(Variable gradient, int mark) =>
        tape.IsRentedSince(mark, gradient.Value) && !gradients.Values.Any(other => other.Value.Data == gradient.Value.Data);

    private void Add(Variable variable, Variable gradient)
    {
        if (!variable.RequiresGradient)
        {
            return;
        }

        if (!gradient.Shape.SequenceEqual(variable.Shape))
        {
            throw new InvalidOperationException(
                $"A gradient must have the shape of its variable, but [{string.Join(", ", gradient.Shape.ToArray())}] met [{string.Join(", ", variable.Shape.ToArray())}].");
        }

        if (gradients.TryGetValue(variable, out Variable? earlier))
        {
            gradients[variable] = Addition.Apply(earlier, gradient);
        }
        else
        {
            gradients.Add(variable, gradient);
            pending.Enqueue(variable, -variable.Order);
        }
    }

    private Variable Zeros(Variable source)
    {
        Tensor zeros = tape.Rent(source.Shape);
        Array.Clear(zeros.Data);
        return tape.Constant(zeros);
    }
}
