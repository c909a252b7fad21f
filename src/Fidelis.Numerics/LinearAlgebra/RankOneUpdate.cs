using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Fidelis.Numerics.Threading;

namespace Fidelis.Numerics.LinearAlgebra;

/// <summary>Joins the eigenvectors of two neighbouring blocks of a tridiagonal matrix into those of both and of the element between them.</summary>
/// <remarks>
/// In the basis of the eigenvectors of the blocks the matrix is diagonal plus a matrix of rank one, <c>D + rho z z^T</c>. Eigenvectors that z does not see, or sees only
/// together with another one of the same eigenvalue, stay; the others come from the roots of a <see cref="SecularEquation"/>. The vector z is computed anew from the
/// roots, as that for which they are exact: the eigenvectors are then orthogonal to working accuracy, however close the roots are (M. Gu, S. C. Eisenstat, A stable and
/// efficient algorithm for the rank-one modification of the symmetric eigenproblem, 1994).
/// </remarks>
internal sealed unsafe class RankOneUpdate
{
    private const double Epsilon = 2.220446049250313e-16;
    private const double Deflation = 8;

    // Poles that one task computes the weights of.
    private const int ColumnsPerTask = 64;

    private readonly EigenvectorRows rows;
    private readonly int start;
    private readonly int middle;
    private readonly int end;
    private readonly double[] poles;
    private readonly double[] components;
    private readonly int[] kept;
    private readonly int[] settled;

    // Whether the vector of a row has elements in the first block, in the second, or, once it was rotated, in both.
    private readonly bool[] inFirst;
    private readonly bool[] inSecond;

    private RankOneUpdate(EigenvectorRows rows, int start, int middle, int end, double between)
    {
        this.rows = rows;
        (this.start, this.middle, this.end) = (start, middle, end);
        int size = end - start;
        inFirst = new bool[size];
        inSecond = new bool[size];
        double[] z = new double[size];
        for (int i = 0; i < size; i++)
        {
            bool first = i < middle - start;
            inFirst[i] = first;
            inSecond[i] = !first;

            // z has length 1: both rows of eigenvectors have.
            z[i] = (first ? rows.Last[start + i] : Math.Sign(between) * rows.First[start + i]) / Math.Sqrt(2);
            rows.First[start + i] = first ? rows.First[start + i] : 0;
            rows.Last[start + i] = first ? 0 : rows.Last[start + i];
        }

        double strength = 2 * Math.Abs(between);
        (kept, settled) = Deflate(z, strength);
        poles = [.. kept.Select(row => rows.Values[start + row])];
        components = [.. kept.Select(row => z[row])];
        Weights = [.. components.Select(value => strength * value * value)];
    }

    private double[] Weights { get; }

    /// <summary>Joins two blocks.</summary>
    /// <param name="rows">The eigenvectors of both; becomes those of the whole.</param>
    /// <param name="start">The first row of the first block.</param>
    /// <param name="middle">The first row of the second block.</param>
    /// <param name="end">The row behind it.</param>
    /// <param name="between">The element between the blocks, whose magnitude was taken off the diagonal on either side.</param>
    internal static void Join(EigenvectorRows rows, int start, int middle, int end, double between) =>
        new RankOneUpdate(rows, start, middle, end, between).Join();

    private (int[] Kept, int[] Settled) Deflate(double[] z, double strength)
    {
        Span<double> values = rows.Values.AsSpan(start, z.Length);
        int[] order = [.. Enumerable.Range(0, z.Length)];
        Array.Sort(values.ToArray(), order);
        double tolerance = Deflation * Epsilon * Math.Max(LargestMagnitude.Of(values), LargestMagnitude.Of(z));
        List<int> kept = [];
        List<int> settled = [];
        foreach (int row in order)
        {
            if (strength * Math.Abs(z[row]) <= tolerance)
            {
                settled.Add(row);
                continue;
            }

            if (kept.Count > 0 && TryMerge(z, kept[^1], row, tolerance))
            {
                settled.Add(kept[^1]);
                kept[^1] = row;
                continue;
            }

            kept.Add(row);
        }

        return ([.. kept], [.. settled]);
    }

    /// <summary>Rotates two vectors of nearly the same eigenvalue so that z sees the second one alone.</summary>
    private bool TryMerge(double[] z, int earlier, int later, double tolerance)
    {
        double length = double.Hypot(z[earlier], z[later]);
        double cosine = z[later] / length;
        double sine = z[earlier] / length;
        ref double low = ref rows.Values[start + earlier];
        ref double high = ref rows.Values[start + later];
        if (Math.Abs((high - low) * cosine * sine) > tolerance)
        {
            return false;
        }

        (low, high) = ((low * cosine * cosine) + (high * sine * sine), (low * sine * sine) + (high * cosine * cosine));
        (z[earlier], z[later]) = (0, length);
        rows.Rotate(start + earlier, start + later, cosine, -sine, start, end);
        inFirst[earlier] = inFirst[later] = inFirst[earlier] || inFirst[later];
        inSecond[earlier] = inSecond[later] = inSecond[earlier] || inSecond[later];
        return true;
    }

    private void Join()
    {
        int count = kept.Length;
        double[] table = ArrayPool<double>.Shared.Rent(Math.Max(count * count, 1));
        double[] values = new double[end - start];
        SecularEquation equation = new(poles, Weights);
        Parallelism.For(count, root => values[root] = equation.Solve(root, table.AsSpan(root * count, count)));
        for (int i = 0; i < settled.Length; i++)
        {
            values[count + i] = rows.Values[start + settled[i]];
        }

        FindComponents(table);

        // The vectors that have elements in the first block come first, those that have some in the second last.
        int[] grouped = [.. Enumerable.Range(0, count).OrderBy(j => !inFirst[kept[j]] ? 2 : inSecond[kept[j]] ? 1 : 0)];
        (double[] first, double[] last) = (Gather(rows.First), Gather(rows.Last));
        double[] newFirst = new double[values.Length];
        double[] newLast = new double[values.Length];
        Parallelism.For(count, root => FormVector(table.AsSpan(root * count, count), grouped, first, last, ref newFirst[root], ref newLast[root]));
        for (int i = 0; i < settled.Length; i++)
        {
            newFirst[count + i] = rows.First[start + settled[i]];
            newLast[count + i] = rows.Last[start + settled[i]];
        }

        int firstCount = kept.Count(row => inFirst[row]);
        int secondCount = kept.Count(row => inSecond[row]);
        rows.Replace(
            new Window(start, middle, end),
            [.. grouped.Take(firstCount).Select(j => start + kept[j])],
            [.. grouped.TakeLast(secondCount).Select(j => start + kept[j])],
            [.. settled.Select(row => start + row)],
            table,
            count);
        values.CopyTo(rows.Values, start);
        newFirst.CopyTo(rows.First, start);
        newLast.CopyTo(rows.Last, start);
        ArrayPool<double>.Shared.Return(table);

        double[] Gather(double[] elements) => [.. grouped.Select(j => elements[start + kept[j]])];
    }

    /// <summary>Replaces the components of z by those for which the roots that were found are exact.</summary>
    private void FindComponents(double[] table)
    {
        int count = poles.Length;
        Parallelism.For((count + ColumnsPerTask - 1) / ColumnsPerTask, task =>
        {
            int from = task * ColumnsPerTask;
            int columns = Math.Min(ColumnsPerTask, count - from);
            double* products = stackalloc double[ColumnsPerTask];
            new Span<double>(products, ColumnsPerTask).Fill(1);
            fixed (double* differences = table, d = poles)
            {
                for (int root = 0; root < count; root++)
                {
                    MultiplyQuotients(differences + ((nint)root * count) + from, d + from, d[root], products, columns, root - from);
                }
            }

            for (int j = 0; j < columns; j++)
            {
                components[from + j] = Math.CopySign(Math.Sqrt(Math.Max(-products[j], 0)), components[from + j]);
            }
        });
    }

    // products[j] *= (d[j] - x) / (d[j] - pole), and only the numerator where the pole is its own.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyQuotients(double* differences, double* d, double pole, double* products, int count, int own)
    {
        double ofOwn = (uint)own < (uint)count ? products[own] * differences[own] : 0;
        Vector512<double> other = Vector512.Create(pole);
        int j = 0;
        for (; j + Vector512<double>.Count <= count; j += Vector512<double>.Count)
        {
            (Vector512.Load(products + j) * (Vector512.Load(differences + j) / (Vector512.Load(d + j) - other))).Store(products + j);
        }

        for (; j < count; j++)
        {
            products[j] *= differences[j] / (d[j] - pole);
        }

        if ((uint)own < (uint)count)
        {
            products[own] = ofOwn;
        }
    }

    /// <summary>Replaces the differences of one root from the poles by its eigenvector, with its components in groups.</summary>
    private void FormVector(Span<double> row, int[] grouped, double[] first, double[] last, ref double ofFirst, ref double ofLast)
    {
        double[] vector = ArrayPool<double>.Shared.Rent(row.Length);
        double square = 0;
        for (int j = 0; j < row.Length; j++)
        {
            vector[j] = components[j] / row[j];
            square += vector[j] * vector[j];
        }

        double scale = 1 / Math.Sqrt(square);
        double sumOfFirst = 0;
        double sumOfLast = 0;
        for (int j = 0; j < row.Length; j++)
        {
            double component = vector[grouped[j]] * scale;
            row[j] = component;
            sumOfFirst += component * first[j];
            sumOfLast += component * last[j];
        }

        (ofFirst, ofLast) = (sumOfFirst, sumOfLast);
        ArrayPool<double>.Shared.Return(vector);
    }

    /// <summary>Two neighbouring blocks.</summary>
    /// <param name="Start">The first row and column of the first.</param>
    /// <param name="Middle">The first of the second.</param>
    /// <param name="End">The one behind it.</param>
    internal readonly record struct Window(int Start, int Middle, int End);
}
