using System.Numerics;
using Fidelis.Networks.Autodiff;

namespace Fidelis.Networks.Operators;

/// <summary>Adds two tensors of one shape: <c>a + b</c>.</summary>
public static class Addition
{
    /// <summary>Computes <c>a + b</c>.</summary>
    /// <param name="a">A variable of any shape.</param>
    /// <param name="b">A variable of the same shape.</param>
    /// <returns>The sum, of the same shape.</returns>
    public static Variable Apply(Variable a, Variable b)
    {
        Require.SameShape(a, b);
        Tensor sum = a.Tape.Rent(a.Shape);
        Elementwise.Map(default(Sum), a.Value.Data, b.Value.Data, sum.Data);
        return a.Tape.Record(sum, (a, gradient => gradient), (b, gradient => gradient));
    }

    private readonly struct Sum : IBinaryFunction
    {
        public Vector<float> Invoke(Vector<float> x, Vector<float> y) => x + y;
    }
}
