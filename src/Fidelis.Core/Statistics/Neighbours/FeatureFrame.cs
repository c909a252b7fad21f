using System.Numerics;
using System.Runtime.CompilerServices;
using Fidelis.Features;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.Kernels;
using Fidelis.Numerics.LinearAlgebra;
using Fidelis.Numerics.Threading;

namespace Fidelis.Statistics.Neighbours;

/// <summary>A centre and a scale in which products of float32 lose as little as they can: they decide how often float64 must decide, and no result.</summary>
/// <remarks>
/// The scale is a power of two that brings the largest feature to [1, 2), so that squares neither overflow nor vanish. The centre holds the
/// medians of some rows of the reference: unlike the mean, a single image far away does not move it.
/// </remarks>
internal sealed class FeatureFrame
{
    private const int CentreRows = 255;
    private const int RowsPerPiece = 64;

    private readonly float[] centre;

    private FeatureFrame(float scale, float[] centre)
    {
        Scale = scale;
        this.centre = centre;
    }

    /// <summary>Gets what features are multiplied by: a power of two.</summary>
    public float Scale { get; }

    /// <summary>Chooses the frame of two matrices of one width, which may be the same.</summary>
    /// <exception cref="InputException">A feature is not a finite number.</exception>
    public static FeatureFrame Of(FeatureMatrix first, FeatureMatrix second)
    {
        float largest = Math.Max(Largest(first), ReferenceEquals(first, second) ? 0 : Largest(second));
        float scale = largest == 0 ? 1 : MathF.ScaleB(1, Math.Clamp(-MathF.ILogB(largest), -126, 126));
        return new FeatureFrame(scale, Centre(first, scale));
    }

    /// <summary>Writes rows relative to the frame, times a power of two.</summary>
    public void Load(FeatureMatrix features, int first, int count, float factor, Span<float> destination)
    {
        for (int i = 0; i < count; i++)
        {
            Relative(features.Row(first + i), factor, destination.Slice(i * centre.Length, centre.Length));
        }
    }

    /// <summary>Computes the squared norms of the rows relative to the frame, as <see cref="Load"/> rounds them, in float64.</summary>
    /// <param name="features">The rows.</param>
    /// <param name="isRounded">Whether the rows are rounded to bfloat16 before they are multiplied.</param>
    /// <returns>The squared norms, and the largest share of its norm that rounding moves a row by; 0 where none is rounded.</returns>
    public (double[] Squares, double Moved) SquaredNorms(FeatureMatrix features, bool isRounded)
    {
        double[] norms = new double[features.RowCount];
        double[] moved = new double[Pieces(norms.Length)];
        Parallelism.For(Pieces(norms.Length), piece =>
        {
            float[] row = new float[centre.Length];
            int end = Math.Min((piece + 1) * RowsPerPiece, norms.Length);
            for (int i = piece * RowsPerPiece; i < end; i++)
            {
                Relative(features.Row(i), 1, row);
                norms[i] = SquaredNorm.Of(row);
                if (isRounded && norms[i] > 0)
                {
                    moved[piece] = Math.Max(moved[piece], PackedFactor.RoundingError(row) / norms[i]);
                }
            }
        });

        // What float64 has rounded here is beyond the tenth digit.
        return (norms, Math.Sqrt(moved.DefaultIfEmpty().Max()) * (1 + 1e-9));
    }

    private static int Pieces(int rows) => (rows + RowsPerPiece - 1) / RowsPerPiece;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Relative(ReadOnlySpan<float> source, float factor, Span<float> destination)
    {
        Vector<float> scales = new(Scale);
        Vector<float> factors = new(factor);
        int i = 0;
        for (; i + Vector<float>.Count <= destination.Length; i += Vector<float>.Count)
        {
            Vector<float> relative = (new Vector<float>(source[i..]) * scales) - new Vector<float>(centre.AsSpan(i));
            (relative * factors).CopyTo(destination[i..]);
        }

        for (; i < destination.Length; i++)
        {
            destination[i] = ((source[i] * Scale) - centre[i]) * factor;
        }
    }

    private static float Largest(FeatureMatrix features)
    {
        int rows = checked((int)features.RowCount);
        float[] largest = new float[Pieces(rows)];
        Parallelism.For(largest.Length, piece =>
        {
            int end = Math.Min((piece + 1) * RowsPerPiece, rows);
            for (int i = piece * RowsPerPiece; i < end; i++)
            {
                ReadOnlySpan<float> row = features.Row(i);
                float ofRow = LargestMagnitude.Of(row);
                if (!(ofRow <= float.MaxValue))
                {
                    float value = row[row.IndexOfAnyExceptInRange(-float.MaxValue, float.MaxValue)];
                    throw new InputException($"Features must be finite numbers, but one of image {i} is {value}: the network has damaged weights, or the file is damaged.");
                }

                largest[piece] = Math.Max(largest[piece], ofRow);
            }
        });
        return largest.DefaultIfEmpty().Max();
    }

    private static float[] Centre(FeatureMatrix features, float scale)
    {
        int count = (int)Math.Min(features.RowCount, CentreRows);
        float[] centre = new float[features.Columns];
        Parallelism.For(Pieces(centre.Length), piece =>
        {
            int first = piece * RowsPerPiece;
            int columns = Math.Min(RowsPerPiece, centre.Length - first);
            float[] values = new float[columns * count];
            for (int i = 0; i < count; i++)
            {
                ReadOnlySpan<float> row = features.Row(i * features.RowCount / count).Slice(first, columns);
                for (int j = 0; j < columns; j++)
                {
                    values[(j * count) + i] = row[j];
                }
            }

            for (int j = 0; j < columns; j++)
            {
                Span<float> column = values.AsSpan(j * count, count);
                column.Sort();
                centre[first + j] = count == 0 ? 0 : column[count / 2] * scale;
            }
        });
        return centre;
    }
}
