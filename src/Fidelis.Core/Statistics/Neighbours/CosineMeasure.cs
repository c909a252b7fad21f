using Fidelis.Features;

namespace Fidelis.Statistics.Neighbours;

/// <summary>One minus the absolute cosine of the angle between two rows; 1 where one of them is zero.</summary>
/// <remarks>
/// The rows enter the product at length 1, each rounded to float32: the product of d fused terms misses the cosine by at most
/// (d + 8) u / (1 - (d + 8) u), u = 2⁻²⁴, for γ of the sum and a few roundings of the rows and the comparison.
/// </remarks>
internal sealed class CosineMeasure : PairMeasure
{
    private readonly double[] rowNorms;
    private readonly double[] columnNorms;
    private readonly double error;

    /// <summary>Initializes the measure of two sets of one width.</summary>
    /// <param name="rows">The first set.</param>
    /// <param name="columns">The second set.</param>
    public CosineMeasure(FeatureMatrix rows, FeatureMatrix columns)
        : base(rows, columns, false)
    {
        double rounding = (rows.Columns + 8) / 16777216.0;
        error = rounding / (1 - rounding);
        rowNorms = Norms(rows);
        columnNorms = Norms(columns);
        RowTerms = new float[rowNorms.Length];
        ColumnTerms = new float[columnNorms.Length];
    }

    /// <inheritdoc/>
    public override float[] RowTerms { get; }

    /// <inheritdoc/>
    public override float[] ColumnTerms { get; }

    /// <inheritdoc/>
    public override bool UsesAbsoluteProducts => true;

    /// <inheritdoc/>
    public override double Unit => 1;

    /// <inheritdoc/>
    public override void LoadRows(int first, int count, Span<float> destination) => Load(Rows, rowNorms, first, count, destination);

    /// <inheritdoc/>
    public override void LoadColumns(int first, int count, Span<float> destination) => Load(Columns, columnNorms, first, count, destination);

    /// <inheritdoc/>
    public override (double Lower, double Upper) Estimate(int row, int column, float product) => (1 - product - error, 1 - product + error);

    /// <inheritdoc/>
    public override double Exact(int row, int column)
    {
        ReadOnlySpan<float> first = Rows.Row(row);
        ReadOnlySpan<float> second = Columns.Row(column);
        double sum = 0;
        for (int i = 0; i < first.Length; i++)
        {
            sum += (double)first[i] * second[i];
        }

        double norms = rowNorms[row] * columnNorms[column];
        return norms > 0 ? 1 - Math.Min(Math.Abs(sum) / norms, 1) : 1;
    }

    /// <inheritdoc/>
    public override float RowCut(int row, double threshold) => RoundDown(1 - threshold - error);

    /// <inheritdoc/>
    public override float ColumnCut(int column, double threshold) => RoundDown(1 - threshold - error);

    private static double[] Norms(FeatureMatrix features)
    {
        double[] norms = new double[features.RowCount];
        for (int i = 0; i < norms.Length; i++)
        {
            double sum = 0;
            foreach (float value in features.Row(i))
            {
                sum += (double)value * value;
            }

            norms[i] = Math.Sqrt(sum);
        }

        return norms;
    }

    private static void Load(FeatureMatrix features, double[] norms, int first, int count, Span<float> destination)
    {
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<float> row = features.Row(first + i);
            Span<float> target = destination.Slice(i * row.Length, row.Length);
            double norm = norms[first + i];
            for (int j = 0; j < row.Length; j++)
            {
                target[j] = norm > 0 ? (float)(row[j] / norm) : 0;
            }
        }
    }
}
