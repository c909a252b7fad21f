using System.Numerics;
using Fidelis.Networks.Autodiff;

namespace Fidelis.Networks.Operators;

/// <summary>Multiplies every element by one number that is not learned.</summary>
public static class Scaling
{
    /// <summary>Computes <c>factor * x</c>.</summary>
    /// <param name="x">A variable of any shape.</param>
    /// <param name="factor">The number.</param>
    /// <returns>The products, of the same shape.</returns>
    public static Variable Apply(Variable x, float factor)
    {
        ArgumentNullException.ThrowIfNull(x);
        Tensor scaled = x.Tape.Rent(x.Shape);
        Elementwise.Map(new Scale(factor), x.Value.Data, scaled.Data);
        return x.Tape.Record(scaled, (x, gradient => Apply(gradient, factor)));
    }

    private readonly struct Scale(float factor) : IUnaryFunction
    {
        public Vector<float> Invoke(Vector<float> x) => x * factor;
    }
}
