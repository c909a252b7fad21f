using Fidelis.Networks.Autodiff;

namespace Fidelis.Networks.Operators;

/// <summary>The guards that operators share.</summary>
internal static class Require
{
    public static void SameShape(Variable a, Variable b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        if (!a.Shape.SequenceEqual(b.Shape))
        {
            throw new ArgumentException($"The two variables must have one shape, but they are {Text(a)} and {Text(b)}.", nameof(b));
        }
    }

    public static void Rank(Variable x, int rank, string layout)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (x.Shape.Length != rank)
        {
            throw new ArgumentException($"The variable must be {layout}, but it is {Text(x)}.", nameof(x));
        }
    }

    public static void Shape(Variable x, ReadOnlySpan<int> shape)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (!x.Shape.SequenceEqual(shape))
        {
            throw new ArgumentException($"The variable must be [{string.Join(", ", shape.ToArray())}], but it is {Text(x)}.", nameof(x));
        }
    }

    public static string Text(Variable x) => $"[{string.Join(", ", x.Shape.ToArray())}]";
}
