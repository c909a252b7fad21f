using Fidelis.Features;

namespace Fidelis.Statistics.Neighbours;

/// <summary>How far apart the rows of two matrices are, by one product in float32 or less and a bound of its error, and in float64 where that decides.</summary>
/// <remarks>
/// A threshold T of row i lets a pair pass if <c>product(i, j) - ColumnTerms[j] &gt;= RowCut(i, T)</c>, which holds for every pair whose
/// exact measure is at most T, and for few others: one subtraction and one comparison in float32 for each pair.
/// </remarks>
/// <param name="rows">The first matrix.</param>
/// <param name="columns">The second.</param>
/// <param name="isWithin">Whether both are one matrix that is measured against itself.</param>
internal abstract class PairMeasure(FeatureMatrix rows, FeatureMatrix columns, bool isWithin)
{
    /// <summary>Gets the first matrix <c>[n, d]</c>.</summary>
    public FeatureMatrix Rows { get; } = rows;

    /// <summary>Gets the second matrix <c>[m, d]</c>.</summary>
    public FeatureMatrix Columns { get; } = columns;

    /// <summary>Gets a value indicating whether a matrix is measured against itself, in which no row is its own neighbour.</summary>
    public bool IsWithin { get; } = isWithin;

    /// <summary>Gets a value indicating whether the signs of the products are taken off before they are compared.</summary>
    public virtual bool UsesAbsoluteProducts => false;

    /// <summary>Gets a value indicating whether rows and columns are rounded to bfloat16 before they are multiplied.</summary>
    public virtual bool IsRounded => false;

    /// <summary>Gets what each row adds to the comparison with the cut of a column.</summary>
    public abstract float[] RowTerms { get; }

    /// <summary>Gets what each column adds to the comparison with the cut of a row.</summary>
    public abstract float[] ColumnTerms { get; }

    /// <summary>Gets what a measure here is to be multiplied by to be in the units of the features; a power of two.</summary>
    public abstract double Unit { get; }

    /// <summary>Writes rows as factors of the product.</summary>
    public abstract void LoadRows(int first, int count, Span<float> destination);

    /// <summary>Writes columns as factors of the product.</summary>
    public abstract void LoadColumns(int first, int count, Span<float> destination);

    /// <summary>Bounds the exact measure of a pair from both sides.</summary>
    public abstract (double Lower, double Upper) Estimate(int row, int column, float product);

    /// <summary>Computes the measure of a pair in float64.</summary>
    public abstract double Exact(int row, int column);

    /// <summary>Computes the measures of a row and some columns, or of a column and some rows, in float64.</summary>
    /// <param name="ofRows">Whether the point is a row and the others are columns.</param>
    /// <param name="point">The point.</param>
    /// <param name="others">The others.</param>
    /// <param name="measures">Receives as many measures.</param>
    public virtual void Exact(bool ofRows, int point, ReadOnlySpan<int> others, Span<double> measures)
    {
        for (int i = 0; i < others.Length; i++)
        {
            measures[i] = ofRows ? Exact(point, others[i]) : Exact(others[i], point);
        }
    }

    /// <summary>Computes the cut of a row for a threshold.</summary>
    public abstract float RowCut(int row, double threshold);

    /// <summary>Computes the cut of a column for a threshold.</summary>
    public abstract float ColumnCut(int column, double threshold);

    /// <summary>Rounds to a float32 that is not larger.</summary>
    protected static float RoundDown(double value) => value is >= float.MinValue and <= float.MaxValue
        ? MathF.BitDecrement((float)value)
        : value > 0 ? float.MaxValue : float.NegativeInfinity;
}
