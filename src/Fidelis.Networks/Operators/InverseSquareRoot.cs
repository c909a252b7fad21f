using System.Numerics;
using Fidelis.Networks.Autodiff;

namespace Fidelis.Networks.Operators;

/// <summary>Computes <c>1 / sqrt(x + offset)</c> of every element.</summary>
public static class InverseSquareRoot
{
    /// <summary>Computes <c>1 / sqrt(x + offset)</c>.</summary>
    /// <param name="x">A variable of any shape, with every element above <c>-offset</c>.</param>
    /// <param name="offset">The number that keeps the root away from zero.</param>
    /// <returns>The inverse roots, of the same shape.</returns>
    public static Variable Apply(Variable x, float offset)
    {
        ArgumentNullException.ThrowIfNull(x);
        Tensor root = x.Tape.Rent(x.Shape);
        Elementwise.Map(new Function(offset), x.Value.Data, root.Data);

        // d/dx (x + e)^(-1/2) = -1/2 (x + e)^(-3/2)
        return x.Tape.Record(root, (x, gradient =>
        {
            Variable r = Apply(x, offset);
            Variable cube = Multiplication.Apply(r, Multiplication.Apply(r, r));
            return Multiplication.Apply(gradient, Scaling.Apply(cube, -0.5f));
        }
        ));
    }

    private readonly struct Function(float offset) : IUnaryFunction
    {
        public Vector<float> Invoke(Vector<float> x) => Vector<float>.One / Vector.SquareRoot(x + new Vector<float>(offset));
    }
}
