using Fidelis.Networks.Autodiff;

namespace Fidelis.Networks.Operators;

/// <summary>Averages each channel over the whole image.</summary>
public static class GlobalAveragePooling
{
    /// <summary>Computes the averages.</summary>
    /// <param name="x">Images <c>[n, height, width, channels]</c>.</param>
    /// <returns>Averages <c>[n, channels]</c>.</returns>
    public static Variable Apply(Variable x)
    {
        Require.Rank(x, 4, "[n, height, width, channels]");
        return Scaling.Apply(Summation.Over(x, 1, 2), 1f / (x.Shape[1] * x.Shape[2]));
    }
}
