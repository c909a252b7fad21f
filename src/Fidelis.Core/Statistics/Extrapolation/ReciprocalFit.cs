namespace Fidelis.Statistics.Extrapolation;

/// <summary>A line through scores over the reciprocals of their sample sizes, by least squares. It meets zero where samples are endless.</summary>
/// <param name="Intercept">The score at zero.</param>
/// <param name="Slope">What a unit of the reciprocal adds.</param>
/// <param name="InterceptVariance">The variance of the intercept that the scatter about the line leaves, which may differ from point to point.</param>
internal readonly record struct ReciprocalFit(double Intercept, double Slope, double InterceptVariance)
{
    /// <summary>Fits the line.</summary>
    /// <param name="reciprocals">The reciprocals, at least three of them, not all the same.</param>
    /// <param name="scores">The scores.</param>
    /// <remarks>
    /// Scores of small samples scatter more than those of large ones. The variance is therefore Σ wᵢ² rᵢ² / (1 - hᵢ)² with the weights w of the
    /// intercept, the residuals r and the leverages h (J. G. MacKinnon, H. White, Some heteroskedasticity-consistent covariance matrix
    /// estimators with improved finite sample properties, 1985: HC3). A bend that the line does not follow counts as scatter.
    /// </remarks>
    public static ReciprocalFit Of(double[] reciprocals, double[] scores)
    {
        int count = scores.Length;
        double mean = reciprocals.Average();
        double spread = reciprocals.Sum(x => (x - mean) * (x - mean));
        double meanScore = scores.Average();
        double slope = 0;
        for (int i = 0; i < count; i++)
        {
            slope += (reciprocals[i] - mean) * (scores[i] - meanScore) / spread;
        }

        double intercept = meanScore - (slope * mean);
        double variance = 0;
        for (int i = 0; i < count; i++)
        {
            double distance = reciprocals[i] - mean;
            double weight = (1.0 / count) - (mean * distance / spread);
            double leverage = (1.0 / count) + (distance * distance / spread);
            double residual = scores[i] - intercept - (slope * reciprocals[i]);
            variance += Math.Pow(weight * residual / (1 - leverage), 2);
        }

        return new ReciprocalFit(intercept, slope, variance);
    }
}
