using System.Numerics;
using Fidelis.Networks.Autodiff;

namespace Fidelis.Networks.Operators;

/// <summary>Multiplies two tensors of one shape, element by element.</summary>
public static class Multiplication
{
    /// <summary>Computes the product of each pair of elements.</summary>
    /// <param name="a">A variable of any shape.</param>
    /// <param name="b">A variable of the same shape.</param>
    /// <returns>The products, of the same shape.</returns>
    public static Variable Apply(Variable a, Variable b)
    {
        Require.SameShape(a, b);
        Tensor product = a.Tape.Rent(a.Shape);
        Elementwise.Map(default(Product), a.Value.Data, b.Value.Data, product.Data);
        return a.Tape.Record(product, (a, gradient => Apply(gradient, b)), (b, gradient => Apply(gradient, a)));
    }

    private readonly struct Product : IBinaryFunction
    {
        public Vector<float> Invoke(Vector<float> x, Vector<float> y) => x * y;
    }
}
