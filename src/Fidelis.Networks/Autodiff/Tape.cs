using Fidelis.Networks.Operators;

namespace Fidelis.Networks.Autodiff;

/// <summary>
/// Records what is computed, so that gradients can be led back, and owns the memory of it.
/// </summary>
/// <remarks>
/// <para>A tape lives for one step: every tensor that operators compute on it comes from a <see cref="TensorPool"/> and goes
/// back when the tape is disposed. What must outlive the step is copied, or taken by <see cref="Keep"/>.</para>
/// <para>A tape is used by one thread at a time. Operators spread their work over threads themselves.</para>
/// </remarks>
public sealed class Tape : IDisposable
{
    private readonly TensorPool pool;
    private readonly List<Tensor> rented = [];
    private readonly List<Tensor> lasting = [];
    private int order;

    /// <summary>Initializes an empty tape.</summary>
    /// <param name="pool">Where the tensors of the step come from.</param>
    /// <param name="isRecording">False for computing without gradients.</param>
    public Tape(TensorPool pool, bool isRecording = true)
    {
        ArgumentNullException.ThrowIfNull(pool);
        this.pool = pool;
        IsRecording = isRecording;
    }

    /// <summary>Gets whether what is computed now can be led back. It is false within <see cref="Gradients"/> unless that asks for a graph.</summary>
    public bool IsRecording { get; private set; }

    internal bool IsDisposed { get; private set; }

    /// <summary>Places a tensor on the tape whose gradient is wanted.</summary>
    /// <param name="value">The values, which stay the caller's and may not change while the tape lives.</param>
    /// <returns>A variable that requires gradients.</returns>
    public Variable Watch(Tensor value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new Variable(this, value, order++, requiresGradient: IsRecording, rule: null);
    }

    /// <summary>Places a tensor on the tape whose gradient is not wanted.</summary>
    /// <param name="value">The values, which stay the caller's and may not change while the tape lives.</param>
    /// <returns>A variable without gradient.</returns>
    public Variable Constant(Tensor value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new Variable(this, value, order++, requiresGradient: false, rule: null);
    }

    /// <summary>Lends a tensor that goes back to the pool with the tape.</summary>
    /// <param name="shape">The length of each axis, the slowest first.</param>
    /// <returns>A tensor whose every value must be written before it is read.</returns>
    public Tensor Rent(params ReadOnlySpan<int> shape)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        Tensor tensor = pool.Rent(shape);
        rented.Add(tensor);
        return tensor;
    }

    /// <summary>Places the output of an operator on the tape.</summary>
    /// <param name="value">The output, rented from this tape or sharing the memory of an input.</param>
    /// <param name="inputs">Each input with the rule that turns the gradient of the output into that of the input; the rule is only asked where it is needed.</param>
    /// <returns>The output as a variable.</returns>
    public Variable Record(Tensor value, params (Variable Input, Func<Variable, Variable> Gradient)[] inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Record(
            value,
            Array.ConvertAll(inputs, i => i.Input),
            gradient => Array.ConvertAll(inputs, i => i.Input.RequiresGradient ? i.Gradient(gradient) : null));
    }

    /// <summary>Places the output of an operator on the tape whose gradients are computed together.</summary>
    /// <param name="value">The output, rented from this tape or sharing the memory of an input.</param>
    /// <param name="inputs">The inputs of the operator.</param>
    /// <param name="gradients">Turns the gradient of the output into that of each input, in order; null for an input that needs none.</param>
    /// <returns>The output as a variable.</returns>
    /// <exception cref="ArgumentException">An input lives on another tape.</exception>
    public Variable Record(Tensor value, Variable[] inputs, Func<Variable, Variable?[]> gradients)
    {
        ArgumentNullException.ThrowIfNull(value);
        BackwardRule? rule = RuleOf(inputs, gradients);
        return new Variable(this, value, order++, requiresGradient: rule is not null, rule);
    }

    /// <summary>Places an output on the tape that is only computed when something reads it.</summary>
    /// <param name="deferred">What is to be computed.</param>
    /// <param name="inputs">The inputs of the operator.</param>
    /// <param name="gradients">Turns the gradient of the output into that of each input, in order; null for an input that needs none.</param>
    /// <returns>The output as a variable.</returns>
    internal Variable Record(DeferredNormalization deferred, Variable[] inputs, Func<Variable, Variable?[]> gradients)
    {
        BackwardRule? rule = RuleOf(inputs, gradients);
        return new Variable(this, deferred, order++, requiresGradient: rule is not null, rule);
    }

    /// <summary>Gets the rule of an operator; null where nothing is recorded or no input requires a gradient.</summary>
    private BackwardRule? RuleOf(Variable[] inputs, Func<Variable, Variable?[]> gradients)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(gradients);
        bool requiresGradient = false;
        foreach (Variable input in inputs)
        {
            if (input.Tape != this)
            {
                throw new ArgumentException("The inputs of an operator must live on one tape, but they live on two.", nameof(inputs));
            }

            requiresGradient |= input.RequiresGradient;
        }

        return requiresGradient && IsRecording ? new BackwardRule(inputs, gradients) : null;
    }

    /// <summary>Computes the gradient of the sum of a variable with respect to others.</summary>
    /// <param name="output">The variable to differentiate, most often a loss of one value.</param>
    /// <param name="sources">The variables to differentiate with respect to.</param>
    /// <param name="createGraph">True to record the computing of the gradients, so that they can be differentiated again.</param>
    /// <returns>A gradient for each source, of its shape; zeros where the output does not depend on it.</returns>
    /// <remarks>Without a graph, the memory of a gradient that has been led on is used for the next at once.</remarks>
    public IReadOnlyList<Variable> Gradients(Variable output, IReadOnlyList<Variable> sources, bool createGraph = false)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(sources);
        bool wasRecording = IsRecording;
        IsRecording = createGraph && wasRecording;
        try
        {
            return new BackwardPass(this, sources).Run(output);
        }
        finally
        {
            IsRecording = wasRecording;
        }
    }

    /// <summary>Takes a tensor out of the tape's ownership, so that it outlives the tape.</summary>
    /// <param name="tensor">A tensor that was rented from this tape.</param>
    public void Keep(Tensor tensor)
    {
        if (!rented.Remove(tensor))
        {
            lasting.Remove(tensor);
        }
    }

    /// <summary>Returns all rented memory to the pool. The values of variables cannot be read from now on.</summary>
    public void Dispose()
    {
        if (IsDisposed)
        {
            return;
        }

        IsDisposed = true;
        foreach (Tensor tensor in rented.Concat(lasting))
        {
            pool.Return(tensor);
        }

        rented.Clear();
        lasting.Clear();
    }

    /// <summary>Gets a mark of what is rented now, for <see cref="ReturnSince"/>.</summary>
    internal int RentedCount => rented.Count;

    /// <summary>Gets or sets the gradient that nothing reads after the rule that was just given it.</summary>
    internal Variable? Spent { get; set; }

    /// <summary>Lends a tensor that stays until the tape is disposed, whatever <see cref="ReturnSince"/> is told.</summary>
    internal Tensor RentLasting(ReadOnlySpan<int> shape)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        Tensor tensor = pool.Rent(shape);
        lasting.Add(tensor);
        return tensor;
    }

    /// <summary>Lends a tensor of the shape of a gradient: the gradient itself where nothing else reads it, so that it is written over in the cache.</summary>
    internal Tensor RentOver(Variable gradient) => gradient == Spent ? gradient.Value : Rent(gradient.Shape);

    /// <summary>Tells whether the memory of a tensor was rented since a mark.</summary>
    internal bool IsRentedSince(int mark, Tensor tensor) => rented.FindIndex(mark, other => other.Data == tensor.Data) >= 0;

    /// <summary>Returns every tensor to the pool that was rented since a mark and whose memory is in no set of survivors.</summary>
    internal void ReturnSince(int mark, HashSet<float[]> survivors)
    {
        int kept = mark;
        for (int i = mark; i < rented.Count; i++)
        {
            Tensor tensor = rented[i];
            if (survivors.Contains(tensor.Data))
            {
                rented[kept++] = tensor;
            }
            else
            {
                pool.Return(tensor);
            }
        }

        rented.RemoveRange(kept, rented.Count - kept);
    }
}
