using Fidelis.Features;

namespace Fidelis.Statistics.Neighbours;

/// <summary>The squared Euclidean distance, in the units of a <see cref="FeatureFrame"/>.</summary>
/// <remarks>
/// <para>
/// With a' and b' the rows as float32 relative to the frame, α = ‖a'‖ and β = ‖b'‖, the product p of n = d fused terms misses 2 a'b' by at most
/// γ 2αβ ≤ γ (α² + β²), γ = d u / (1 - d u), u = 2⁻²⁴ (N. J. Higham, Accuracy and Stability of Numerical Algorithms, 2002, section 3.1).
/// Rounding the rows moves the distance by at most u (α + β), and so its square by at most 4 u (1 + u) (α² + β²). The terms of the
/// comparison in float32 are no larger than 5 (α² + β²), each rounded once. Together
/// <code>
///   | α² + β² - p - ‖a - b‖² |  ≤  ε (α² + β²) + tiny,     ε = (d + 16) u / (1 - (d + 16) u)
/// </code>
/// where tiny covers products below the normal numbers. α² and β² are float64.
/// </para>
/// </remarks>
internal sealed class EuclideanMeasure : PairMeasure
{
    private const double SmallestNormal = 1.1754943508222875e-38;

    private readonly FeatureFrame frame;
    private readonly double[] rowSquares;
    private readonly double[] columnSquares;
    private readonly double relative;
    private readonly double tiny;

    /// <summary>Initializes the measure of one matrix against itself.</summary>
    public EuclideanMeasure(FeatureMatrix features)
        : this(features, features, true)
    {
    }

    /// <summary>Initializes the measure of two sets of one width.</summary>
    public EuclideanMeasure(FeatureMatrix rows, FeatureMatrix columns)
        : this(rows, columns, false)
    {
    }

    private EuclideanMeasure(FeatureMatrix rows, FeatureMatrix columns, bool isWithin)
        : base(rows, columns, isWithin)
    {
        frame = FeatureFrame.Of(rows, columns);
        double rounding = (rows.Columns + 16) / 16777216.0;
        relative = rounding / (1 - rounding);
        tiny = 4.0 * (rows.Columns + 1) * SmallestNormal;
        rowSquares = frame.SquaredNorms(rows);
        columnSquares = IsWithin ? rowSquares : frame.SquaredNorms(columns);
        RowTerms = LowerTerms(rowSquares);
        ColumnTerms = IsWithin ? RowTerms : LowerTerms(columnSquares);
    }

    /// <inheritdoc/>
    public override float[] RowTerms { get; }

    /// <inheritdoc/>
    public override float[] ColumnTerms { get; }

    /// <inheritdoc/>
    public override double Unit => 1.0 / frame.Scale / frame.Scale;

    /// <inheritdoc/>
    public override void LoadRows(int first, int count, Span<float> destination)
    {
        // Twice the rows, which is exact, so that the product is that of the square.
        frame.Load(Rows, first, count, 2, destination);
    }

    /// <inheritdoc/>
    public override void LoadColumns(int first, int count, Span<float> destination) => frame.Load(Columns, first, count, 1, destination);

    /// <inheritdoc/>
    public override (double Lower, double Upper) Estimate(int row, int column, float product)
    {
        double squares = rowSquares[row] + columnSquares[column];
        double error = (relative * squares) + tiny;
        double distance = squares - product;
        return (distance - error, distance + error);
    }

    /// <inheritdoc/>
    public override double Exact(int row, int column) => SquaredDistance.Of(Rows.Row(row), Columns.Row(column)) * frame.Scale * frame.Scale;

    /// <inheritdoc/>
    public override float RowCut(int row, double threshold) => RoundDown(RowTerms[row] - threshold - tiny);

    /// <inheritdoc/>
    public override float ColumnCut(int column, double threshold) => RoundDown(ColumnTerms[column] - threshold - tiny);

    private float[] LowerTerms(double[] squares) => [.. squares.Select(square => RoundDown((1 - relative) * square))];
}
