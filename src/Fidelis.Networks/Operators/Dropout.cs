using Fidelis.Networks.Autodiff;
using Fidelis.Numerics.Randomness;

namespace Fidelis.Networks.Operators;

/// <summary>Sets a random share of the elements to zero while training and scales the others, so that the expectation stays.</summary>
/// <remarks>Srivastava et al., Dropout: a simple way to prevent neural networks from overfitting, JMLR 15 (2014), in its inverted form.</remarks>
public static class Dropout
{
    /// <summary>Computes <c>x * mask / (1 - rate)</c> with a mask of zeros and ones.</summary>
    /// <param name="x">A variable of any shape.</param>
    /// <param name="rate">The share that is set to zero, in [0, 1).</param>
    /// <param name="random">Decides about each element, in order.</param>
    /// <returns>The masked values, of the same shape.</returns>
    public static Variable Apply(Variable x, double rate, Xoshiro256 random)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(random);
        ArgumentOutOfRangeException.ThrowIfNegative(rate);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(rate, 1);
        Tensor mask = x.Tape.Rent(x.Shape);
        float kept = (float)(1 / (1 - rate));
        foreach (ref float value in mask.Data.AsSpan())
        {
            value = random.NextDouble() < rate ? 0 : kept;
        }

        return Multiplication.Apply(x, x.Tape.Constant(mask));
    }
}
