using System.Numerics;

namespace Fidelis.Numerics.LinearAlgebra;

/// <summary>A small matrix whose neighbouring rows are rotated one after the other.</summary>
/// <param name="rows">The matrix, which is changed in place.</param>
internal sealed class RotatedRows(Matrix rows)
{
    private int row;
    private int step;

    /// <summary>Announces rotations of neighbouring rows.</summary>
    /// <param name="start">The first row.</param>
    /// <param name="direction">1 or -1: where the next row lies.</param>
    internal void BeginSweep(int start, int direction)
    {
        row = start;
        step = direction;
    }

    /// <summary>Rotates the next two rows of the sweep: <c>(x, y) := (c x + s y, c y - s x)</c>.</summary>
    internal void Add(double cosine, double sine)
    {
        Rotate(rows.Row(row), rows.Row(row + step), cosine, sine);
        row += step;
    }

    /// <summary>Rotates two rows: <c>(x, y) := (c x + s y, c y - s x)</c>.</summary>
    internal static void Rotate(Span<double> x, Span<double> y, double cosine, double sine)
    {
        int i = 0;
        for (; i + Vector<double>.Count <= x.Length; i += Vector<double>.Count)
        {
            Vector<double> first = new(x[i..]);
            Vector<double> second = new(y[i..]);
            ((cosine * first) + (sine * second)).CopyTo(x[i..]);
            ((cosine * second) - (sine * first)).CopyTo(y[i..]);
        }

        for (; i < x.Length; i++)
        {
            (x[i], y[i]) = ((cosine * x[i]) + (sine * y[i]), (cosine * y[i]) - (sine * x[i]));
        }
    }
}
