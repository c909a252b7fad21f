using System.Numerics;
using Fidelis.Networks.Autodiff;

namespace Fidelis.Networks.Operators;

/// <summary>
/// The rectified linear unit: <c>x</c> where x is positive and <c>slope * x</c> elsewhere. ReLU has slope 0; LeakyReLU a small one.
/// </summary>
/// <remarks>The derivative at 0 is the slope, as PyTorch and Keras take it.</remarks>
public static class Rectifier
{
    /// <summary>Computes the rectified values.</summary>
    /// <param name="x">A variable of any shape.</param>
    /// <param name="slope">The slope below zero, in [0, 1].</param>
    /// <returns>The rectified values, of the same shape.</returns>
    public static Variable Apply(Variable x, float slope)
    {
        ArgumentNullException.ThrowIfNull(x);
        Tensor output = x.Tape.Rent(x.Shape);
        Elementwise.Map(new Function(slope), x.Value.Data, output.Data);
        return x.Tape.Record(output, (x, gradient => Gate(gradient, output, slope)));
    }

    /// <summary>
    /// Multiplies a gradient by the derivative, which the sign of the output tells. The derivative is constant around each point
    /// but zero, so the gate has a gradient with respect to the gradient alone.
    /// </summary>
    internal static Variable Gate(Variable gradient, Tensor output, float slope)
    {
        Tensor gated = gradient.Tape.Rent(gradient.Shape);
        Elementwise.Map(new Derivative(slope), gradient.Value.Data, output.Data, gated.Data);
        return gradient.Tape.Record(gated, (gradient, second => Gate(second, output, slope)));
    }

    internal readonly struct Function(float slope) : IUnaryFunction
    {
        public Vector<float> Invoke(Vector<float> x) =>
            Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<float>.Zero), x, x * slope);
    }

    private readonly struct Derivative(float slope) : IBinaryFunction
    {
        public Vector<float> Invoke(Vector<float> gradient, Vector<float> output) =>
            Vector.ConditionalSelect(Vector.GreaterThan(output, Vector<float>.Zero), gradient, gradient * slope);
    }
}
