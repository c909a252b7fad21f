using Fidelis.Networks.Operators;
using Fidelis.Numerics.Kernels;

namespace Fidelis.Networks.Autodiff;

/// <summary>A tensor on a <see cref="Autodiff.Tape"/>, which knows how it was computed.</summary>
public sealed class Variable
{
    private readonly DeferredNormalization? deferred;
    private Tensor? value;

    internal Variable(Tape tape, Tensor value, int order, bool requiresGradient, BackwardRule? rule)
        : this(tape, order, requiresGradient, rule) => this.value = value;

    internal Variable(Tape tape, DeferredNormalization deferred, int order, bool requiresGradient, BackwardRule? rule)
        : this(tape, order, requiresGradient, rule) => this.deferred = deferred;

    private Variable(Tape tape, int order, bool requiresGradient, BackwardRule? rule)
    {
        Tape = tape;
        Order = order;
        RequiresGradient = requiresGradient;
        Rule = rule;
    }

    /// <summary>Gets the tape on which the variable lives.</summary>
    public Tape Tape { get; }

    /// <summary>Gets the values. They are valid until the tape is disposed and may not be written to.</summary>
    /// <exception cref="ObjectDisposedException">The tape is disposed, and its memory may be in use elsewhere.</exception>
    public Tensor Value
    {
        get
        {
            ObjectDisposedException.ThrowIf(Tape.IsDisposed, Tape);
            return value ??= deferred!.Compute(Tape);
        }
    }

    /// <summary>Gets the length of each axis, the slowest first.</summary>
    public ReadOnlySpan<int> Shape => (value ?? deferred!.Source).Shape;

    /// <summary>Gets whether a watched variable took part in computing this one, or whether it is watched itself.</summary>
    public bool RequiresGradient { get; }

    /// <summary>Gets the place in the order of computing: a variable depends only on variables of lower order.</summary>
    internal int Order { get; }

    /// <summary>Gets the rule that leads a gradient to the inputs; null for a variable that was not computed, or not recorded.</summary>
    internal BackwardRule? Rule { get; }

    /// <summary>Gets the values for a reader that can normalise while it reads, and what it has to do; nothing where the values are there.</summary>
    internal (float[] Data, ChannelNormalization? Normalization) Readable =>
        value is null ? (deferred!.Source.Data, deferred.Normalization) : (Value.Data, null);
}
