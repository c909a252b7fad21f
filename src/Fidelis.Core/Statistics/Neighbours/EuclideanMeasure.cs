using Fidelis.Features;
using Fidelis.Numerics.Kernels;

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
/// <para>
/// Many pairs are multiplied with rounded rows ã and b̃ where the machine does that faster. If rounding moves no row by more than η of its length,
/// 2 a'b' and 2 ãb̃ differ by at most 2 (2η + η²) αβ, so that ε becomes ε (1 + η)² + 2η + η². η is measured: about 0.001 for bfloat16, whose
/// distances are good to some 0.2 %, and leave one pair more in a thousand to float64.
/// </para>
/// </remarks>
internal sealed class EuclideanMeasure : PairMeasure
{
    private const double SmallestNormal = 1.1754943508222875e-38;

    /// <summary>The fewest products from which rounding pays: some tenths of a second of one core.</summary>
    private const double ManyProducts = 2e10;

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

    /// <summary>Initializes a measure whose products are of rounded rows or not, whatever is faster. No result depends on it.</summary>
    internal EuclideanMeasure(FeatureMatrix rows, FeatureMatrix columns, bool isWithin, bool? isRounded = null)
        : base(rows, columns, isWithin)
    {
        IsRounded = isRounded ?? ((double)rows.RowCount * columns.RowCount * rows.Columns >= ManyProducts && PackedFactor.IsFasterRounded);
        frame = FeatureFrame.Of(rows, columns);
        (rowSquares, double moved) = frame.SquaredNorms(rows, IsRounded);
        (columnSquares, double movedColumns) = IsWithin ? (rowSquares, moved) : frame.SquaredNorms(columns, IsRounded);
        double rounding = (rows.Columns + 16) / 16777216.0;
        double share = Math.Max(moved, movedColumns);
        relative = (rounding / (1 - rounding) * (1 + share) * (1 + share)) + ((2 + share) * share);
        tiny = 16.0 * (rows.Columns + 1) * SmallestNormal;
        RowTerms = LowerTerms(rowSquares);
        ColumnTerms = IsWithin ? RowTerms : LowerTerms(columnSquares);
    }

    /// <inheritdoc/>
    public override bool IsRounded { get; }

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
    public override void Exact(bool ofRows, int point, ReadOnlySpan<int> others, Span<double> measures)
    {
        (FeatureMatrix own, FeatureMatrix far) = ofRows ? (Rows, Columns) : (Columns, Rows);
        ReadOnlySpan<float> first = own.Row(point);
        for (int i = 0; i < others.Length; i++)
        {
            double square = SquaredDistance.Of(first, far.Row(others[i]), far.Row(others[Math.Min(i + 1, others.Length - 1)]));
            measures[i] = square * frame.Scale * frame.Scale;
        }
    }

    /// <inheritdoc/>
    public override float RowCut(int row, double threshold) => RoundDown(RowTerms[row] - threshold - tiny);

    /// <inheritdoc/>
    public override float ColumnCut(int column, double threshold) => RoundDown(ColumnTerms[column] - threshold - tiny);

    private float[] LowerTerms(double[] squares) => [.. squares.Select(square => RoundDown((1 - relative) * square))];
}
