namespace Fidelis.Statistics.Kernels;

/// <summary>The variance of the unbiased estimate of the squared maximum mean discrepancy, at any sample sizes.</summary>
/// <remarks>
/// <para>
/// The estimate is a U-statistic of two samples. With k̃ the kernel less its conditional means, Hoeffding's decomposition has five
/// uncorrelated parts, and the variance at n₁ and n₂ is exactly
/// <code>
///   4 var g(x) / n₁ + 4 var h(y) / n₂ + 2 E k̃(x, x')² / n₁(n₁ - 1) + 2 E k̃(y, y')² / n₂(n₂ - 1) + 4 E k̃(x, y)² / n₁n₂
///   g(x) = E k(x, x') - E k(x, y)        h(y) = E k(y, y') - E k(x, y)
/// </code>
/// (W. Hoeffding, A class of statistics with asymptotically normal distribution, 1948). The first two vanish where both sets are of one
/// law. Each expectation of a product is estimated without bias from the sums of the kernel matrices, by leaving out the products that share
/// an image, as D. J. Sutherland and N. Deka do for equal sizes (Unbiased estimators for the variance of MMD estimators, 2019).
/// </para>
/// <para>What is below zero by chance in an estimate of a variance counts as zero.</para>
/// </remarks>
/// <param name="Reference">var g(x).</param>
/// <param name="Generated">var h(y).</param>
/// <param name="ReferencePairs">E k̃(x, x')².</param>
/// <param name="GeneratedPairs">E k̃(y, y')².</param>
/// <param name="PairsAcross">E k̃(x, y)².</param>
internal readonly record struct DiscrepancyVariance(
    double Reference, double Generated, double ReferencePairs, double GeneratedPairs, double PairsAcross)
{
    /// <summary>The fewest images of each set from which the parts can be estimated.</summary>
    public const int MinimumCount = 4;

    /// <summary>Estimates the parts.</summary>
    /// <param name="sums">The sums over at least <see cref="MinimumCount"/> images of each set.</param>
    public static DiscrepancyVariance Of(KernelSums sums)
    {
        Side reference = new(sums.ReferenceRows, sums.ReferenceAcross, sums.ReferenceSquares, sums.SquaresAcross, sums.GeneratedAcross.Length);
        Side generated = new(sums.GeneratedRows, sums.GeneratedAcross, sums.GeneratedSquares, sums.SquaresAcross, sums.ReferenceAcross.Length);
        double n1 = sums.ReferenceRows.Length;
        double n2 = sums.GeneratedRows.Length;
        double across = sums.ReferenceAcross.Sum();
        double squareOfMeanAcross =
            ((across * across) - SumOfSquares(sums.ReferenceAcross) - SumOfSquares(sums.GeneratedAcross) + sums.SquaresAcross)
            / (n1 * (n1 - 1) * n2 * (n2 - 1));
        return new DiscrepancyVariance(
            reference.VarianceOfMeans(squareOfMeanAcross),
            generated.VarianceOfMeans(squareOfMeanAcross),
            reference.VarianceOfPairs,
            generated.VarianceOfPairs,
            (sums.SquaresAcross / (n1 * n2)) - reference.SharedAcross - generated.SharedAcross + squareOfMeanAcross);
    }

    /// <summary>Averages estimates from several subsets.</summary>
    public static DiscrepancyVariance Average(IReadOnlyList<DiscrepancyVariance> parts) => new(
        parts.Average(part => part.Reference),
        parts.Average(part => part.Generated),
        parts.Average(part => part.ReferencePairs),
        parts.Average(part => part.GeneratedPairs),
        parts.Average(part => part.PairsAcross));

    /// <summary>Computes the part of the variance at n₁ and n₂ images that vanishes where both sets are of one law.</summary>
    /// <remarks>If the laws draw nearer, as mixtures of what they are, g and h shrink in proportion, and their variances as the squared discrepancy does.</remarks>
    public double OfMeans(double n1, double n2) => (4 * Math.Max(Reference, 0) / n1) + (4 * Math.Max(Generated, 0) / n2);

    /// <summary>Computes the part of the variance at n₁ and n₂ images that stays where both sets are of one law.</summary>
    public double OfPairs(double n1, double n2) =>
        (2 * Math.Max(ReferencePairs, 0) / (n1 * (n1 - 1)))
        + (2 * Math.Max(GeneratedPairs, 0) / (n2 * (n2 - 1)))
        + (4 * Math.Max(PairsAcross, 0) / (n1 * n2));

    private static double SumOfSquares(double[] values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value * value;
        }

        return sum;
    }

    /// <summary>Unbiased estimates of expectations of products of k, for the set of x against the set of y.</summary>
    private readonly struct Side
    {
        private readonly double squares;
        private readonly double sharedWithin;
        private readonly double squareOfMean;
        private readonly double sharedMixed;
        private readonly double productOfMeans;

        public Side(double[] rows, double[] across, double squaresWithin, double squaresAcross, double m)
        {
            double n = rows.Length;
            double sum = rows.Sum();
            double sumAcross = across.Sum();
            double rowSquares = SumOfSquares(rows);
            double mixed = 0;
            for (int i = 0; i < rows.Length; i++)
            {
                mixed += rows[i] * across[i];
            }

            squares = squaresWithin / (n * (n - 1));
            sharedWithin = (rowSquares - squaresWithin) / (n * (n - 1) * (n - 2));
            squareOfMean = ((sum * sum) - (4 * rowSquares) + (2 * squaresWithin)) / (n * (n - 1) * (n - 2) * (n - 3));
            SharedAcross = (SumOfSquares(across) - squaresAcross) / (n * m * (m - 1));
            sharedMixed = mixed / (n * (n - 1) * m);
            productOfMeans = ((sum * sumAcross) - (2 * mixed)) / (n * (n - 1) * (n - 2) * m);
        }

        /// <summary>Gets E k(x, y) k(x, y').</summary>
        public double SharedAcross { get; }

        /// <summary>Gets E k̃(x, x')².</summary>
        public double VarianceOfPairs => squares - (2 * sharedWithin) + squareOfMean;

        /// <summary>Computes var g(x).</summary>
        public double VarianceOfMeans(double squareOfMeanAcross) =>
            (sharedWithin - squareOfMean) + (SharedAcross - squareOfMeanAcross) - (2 * (sharedMixed - productOfMeans));
    }
}
