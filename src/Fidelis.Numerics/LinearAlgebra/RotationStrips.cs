using System.Runtime.Intrinsics;
using Fidelis.Numerics.Threading;

namespace Fidelis.Numerics.LinearAlgebra;

/// <summary>Applies long sequences of rotations to the columns of a matrix: <c>Q := Q G[1] G[2] ...</c></summary>
/// <remarks>
/// <para>
/// Rows do not mix, so the matrix is cut into strips of 16 rows, each stored column by column: a column of a strip is two vectors, and
/// a strip stays in the second-level cache while thousands of rotations pass over it.
/// </para>
/// <para>
/// A sweep rotates neighbouring columns in turn. The column that two successive rotations share is carried in registers. Two sweeps
/// that begin at the same column run together, the second one step behind the first, so that an element is loaded and stored once for
/// two rotations.
/// </para>
/// </remarks>
internal sealed unsafe class RotationStrips
{
    private const int Height = 16;
    private const int Lanes = 8;
    private const int BatchSize = 1 << 15;

    private readonly int rows;
    private readonly int columns;
    private readonly double[] strips;
    private readonly double[] pairs;
    private readonly List<RotationSweep> sweeps = [];
    private int rotationCount;

    /// <summary>Copies a matrix into strips.</summary>
    /// <param name="matrix">The matrix Q.</param>
    internal RotationStrips(Matrix matrix)
    {
        rows = matrix.Rows;
        columns = matrix.Columns;
        int stripCount = (rows + Height - 1) / Height;
        strips = new double[stripCount * Height * columns];
        pairs = new double[2 * (BatchSize + columns)];
        Parallelism.For(stripCount, strip =>
        {
            for (int row = strip * Height; row < Math.Min(rows, (strip + 1) * Height); row++)
            {
                ReadOnlySpan<double> source = matrix.Row(row);
                Span<double> destination = strips.AsSpan((strip * Height * columns) + (row % Height));
                for (int column = 0; column < columns; column++)
                {
                    destination[column * Height] = source[column];
                }
            }
        });
    }

    /// <summary>Announces rotations of neighbouring columns.</summary>
    /// <param name="start">The first column.</param>
    /// <param name="step">1 or -1: where the next column lies.</param>
    /// <param name="count">The number of rotations.</param>
    internal void BeginSweep(int start, int step, int count)
    {
        if (rotationCount >= BatchSize)
        {
            Flush();
        }

        sweeps.Add(new(start, step, count, 2 * rotationCount));
    }

    /// <summary>Adds the next rotation of the sweep: <c>(x, y) := (c x + s y, c y - s x)</c> for the next two columns x, y.</summary>
    internal void Add(double cosine, double sine)
    {
        pairs[2 * rotationCount] = cosine;
        pairs[(2 * rotationCount) + 1] = sine;
        rotationCount++;
    }

    /// <summary>Applies what is still waiting and returns the matrix with its columns in a given order.</summary>
    /// <param name="order">The source of each column <c>[columns]</c>.</param>
    /// <returns>The product, of the shape that came in.</returns>
    internal Matrix ToMatrix(int[] order)
    {
        Flush();
        Matrix matrix = new(rows, columns);
        Parallelism.For((rows + Height - 1) / Height, strip =>
        {
            for (int row = strip * Height; row < Math.Min(rows, (strip + 1) * Height); row++)
            {
                ReadOnlySpan<double> source = strips.AsSpan((strip * Height * columns) + (row % Height));
                Span<double> destination = matrix.Row(row);
                for (int column = 0; column < columns; column++)
                {
                    destination[column] = source[order[column] * Height];
                }
            }
        });
        return matrix;
    }

    private void Flush()
    {
        int stripCount = (rows + Height - 1) / Height;
        Parallelism.For(stripCount, index =>
        {
            fixed (double* strip = &strips[index * Height * columns], rotations = pairs)
            {
                for (int i = 0; i < sweeps.Count; i++)
                {
                    RotationSweep sweep = sweeps[i];
                    if (i + 1 < sweeps.Count && sweep.CanLead(sweeps[i + 1]))
                    {
                        i++;
                        ApplyTwo(strip, sweep, sweeps[i], rotations);
                    }
                    else
                    {
                        Apply(strip, sweep, rotations);
                    }
                }
            }
        });
        sweeps.Clear();
        rotationCount = 0;
    }

    private static void Apply(double* strip, RotationSweep sweep, double* rotations)
    {
        double* column = strip + (sweep.Start * Height);
        double* pair = rotations + sweep.Offset;
        nint stride = sweep.Step * Height;
        Vector512<double> low = Vector512.Load(column);
        Vector512<double> high = Vector512.Load(column + Lanes);
        for (int i = 0; i < sweep.Count; i++)
        {
            Vector512<double> cosine = Vector512.Create(pair[0]);
            Vector512<double> sine = Vector512.Create(pair[1]);
            Vector512<double> nextLow = Vector512.Load(column + stride);
            Vector512<double> nextHigh = Vector512.Load(column + stride + Lanes);
            Vector512.MultiplyAddEstimate(cosine, low, sine * nextLow).Store(column);
            Vector512.MultiplyAddEstimate(cosine, high, sine * nextHigh).Store(column + Lanes);
            low = Vector512.MultiplyAddEstimate(-sine, low, cosine * nextLow);
            high = Vector512.MultiplyAddEstimate(-sine, high, cosine * nextHigh);
            column += stride;
            pair += 2;
        }

        low.Store(column);
        high.Store(column + Lanes);
    }

    // The follower needs each column when the leader has finished it; what is left of the longer sweep runs alone.
    private static void ApplyTwo(double* strip, RotationSweep leader, RotationSweep follower, double* rotations)
    {
        nint stride = leader.Step * Height;
        double* column = strip + (leader.Start * Height);
        double* first = rotations + leader.Offset;
        double* second = rotations + follower.Offset;

        // The leader's first rotation finishes the column that the follower begins with.
        Vector512<double> cosine = Vector512.Create(first[0]);
        Vector512<double> sine = Vector512.Create(first[1]);
        Vector512<double> low = Vector512.Load(column);
        Vector512<double> high = Vector512.Load(column + Lanes);
        Vector512<double> nextLow = Vector512.Load(column + stride);
        Vector512<double> nextHigh = Vector512.Load(column + stride + Lanes);
        Vector512<double> followerLow = Vector512.MultiplyAddEstimate(cosine, low, sine * nextLow);
        Vector512<double> followerHigh = Vector512.MultiplyAddEstimate(cosine, high, sine * nextHigh);
        low = Vector512.MultiplyAddEstimate(-sine, low, cosine * nextLow);
        high = Vector512.MultiplyAddEstimate(-sine, high, cosine * nextHigh);

        int together = Math.Min(follower.Count, leader.Count - 1);
        for (int i = 0; i < together; i++)
        {
            first += 2;
            cosine = Vector512.Create(first[0]);
            sine = Vector512.Create(first[1]);
            nextLow = Vector512.Load(column + (2 * stride));
            nextHigh = Vector512.Load(column + (2 * stride) + Lanes);
            Vector512<double> finishedLow = Vector512.MultiplyAddEstimate(cosine, low, sine * nextLow);
            Vector512<double> finishedHigh = Vector512.MultiplyAddEstimate(cosine, high, sine * nextHigh);
            low = Vector512.MultiplyAddEstimate(-sine, low, cosine * nextLow);
            high = Vector512.MultiplyAddEstimate(-sine, high, cosine * nextHigh);

            cosine = Vector512.Create(second[0]);
            sine = Vector512.Create(second[1]);
            Vector512.MultiplyAddEstimate(cosine, followerLow, sine * finishedLow).Store(column);
            Vector512.MultiplyAddEstimate(cosine, followerHigh, sine * finishedHigh).Store(column + Lanes);
            followerLow = Vector512.MultiplyAddEstimate(-sine, followerLow, cosine * finishedLow);
            followerHigh = Vector512.MultiplyAddEstimate(-sine, followerHigh, cosine * finishedHigh);
            column += stride;
            second += 2;
        }

        followerLow.Store(column);
        followerHigh.Store(column + Lanes);
        low.Store(column + stride);
        high.Store(column + stride + Lanes);
        int leaderDone = together + 1;
        Apply(strip, leader.From(leaderDone), rotations);
        Apply(strip, follower.From(together), rotations);
    }
}
