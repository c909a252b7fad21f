namespace Fidelis.Numerics.Kernels.CookToom;

/// <summary>The transforms along one axis, of many lines and of a register of channels at a time.</summary>
/// <remarks>Each value is found by the same roundings in the same order whatever the registers, so that the digits are the same on every tier.</remarks>
internal abstract unsafe class LineTransform
{
    /// <summary>Gets the channels of a register.</summary>
    public abstract int Lanes { get; }

    /// <summary>Computes <c>B^T x</c>: lines of inputs, evaluated at the points.</summary>
    /// <param name="axis">The points.</param>
    /// <param name="groups">The number of groups.</param>
    /// <param name="count">The number of lines in a group.</param>
    /// <param name="source">The lines of inputs.</param>
    /// <param name="destination">Receives the lines of values at the points.</param>
    public abstract void Evaluate(CookToomAxis axis, int groups, int count, Lines source, Lines destination);

    /// <summary>Computes <c>A y</c>: lines of gradients of outputs, evaluated at the points.</summary>
    /// <param name="axis">The points of four outputs of three taps, the ones that the gradient of the filters takes.</param>
    /// <param name="groups">The number of groups.</param>
    /// <param name="count">The number of lines in a group.</param>
    /// <param name="source">The lines of gradients.</param>
    /// <param name="destination">Receives the lines of values at the points.</param>
    public abstract void EvaluateOutputs(CookToomAxis axis, int groups, int count, Lines source, Lines destination);

    /// <summary>Computes <c>A^T p + bias</c>: outputs, interpolated from lines of products at the points, and rectified.</summary>
    /// <param name="axis">The points.</param>
    /// <param name="groups">The number of groups.</param>
    /// <param name="count">The number of lines in a group.</param>
    /// <param name="source">The lines of products.</param>
    /// <param name="destination">Receives the lines of outputs.</param>
    /// <param name="kept">How many outputs of a line are written.</param>
    /// <param name="bias">What is added, one value for each channel.</param>
    /// <param name="slope">What values below zero are multiplied by.</param>
    public abstract void Interpolate(CookToomAxis axis, int groups, int count, Lines source, Lines destination, int kept, float* bias, float slope);
}
