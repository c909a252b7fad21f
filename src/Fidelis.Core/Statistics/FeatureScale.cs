using Fidelis.Features;

namespace Fidelis.Statistics;

/// <summary>The means and deviations of a set, by which features are brought to a common scale.</summary>
internal sealed class FeatureScale
{
    private readonly double[] mean;
    private readonly double[] deviation;

    private FeatureScale(double[] mean, double[] deviation)
    {
        this.mean = mean;
        this.deviation = deviation;
    }

    /// <summary>Computes mean and deviation (denominator n) of every feature.</summary>
    /// <param name="features">The set <c>[n, d]</c>.</param>
    public static FeatureScale Of(FeatureMatrix features)
    {
        double[] mean = new double[features.Columns];
        double[] squares = new double[features.Columns];
        for (long i = 0; i < features.RowCount; i++)
        {
            ReadOnlySpan<float> row = features.Row(i);
            for (int j = 0; j < row.Length; j++)
            {
                mean[j] += row[j] / (double)features.RowCount;
            }
        }

        for (long i = 0; i < features.RowCount; i++)
        {
            ReadOnlySpan<float> row = features.Row(i);
            for (int j = 0; j < row.Length; j++)
            {
                squares[j] += (row[j] - mean[j]) * (row[j] - mean[j]) / features.RowCount;
            }
        }

        return new FeatureScale(mean, [.. squares.Select(Math.Sqrt)]);
    }

    /// <summary>Takes the means off and divides by the deviations. A feature that never varies in the set of the scale only loses its mean.</summary>
    public FeatureMatrix Apply(FeatureMatrix features)
    {
        FeatureMatrixBuilder builder = new(features.Columns);
        for (long i = 0; i < features.RowCount; i++)
        {
            ReadOnlySpan<float> row = features.Row(i);
            Span<float> scaled = builder.AppendEmpty();
            for (int j = 0; j < row.Length; j++)
            {
                double centred = row[j] - mean[j];
                scaled[j] = (float)(deviation[j] > 0 ? centred / deviation[j] : centred);
            }
        }

        return builder.Build();
    }
}
