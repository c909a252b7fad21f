using Fidelis.Features;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.Randomness;
using Fidelis.Statistics;
using Fidelis.Statistics.Copying;
using Fidelis.Statistics.Neighbours;

namespace Fidelis.Metrics;

/// <summary>C_T: whether generated images lie nearer to the training images than held-out real images do, cell by cell.</summary>
/// <remarks>
/// C. Meehan, K. Chaudhuri, S. Dasgupta, A Non-Parametric Test to Detect Data-Copying in Generative Models, 2020, section 4.1: in each cell Mann and
/// Whitney's Z of the distances to the nearest training image, and their mean, weighted by the held-out images in the cell. Cells
/// are those of k-means on the training images. Cells with fewer than 20 generated images do not count; fewer cells are made where there are few.
/// </remarks>
public sealed class DataCopying : ISetMetric
{
    private static readonly MetricOptions<DataCopyingOptions> Options = new MetricOptions<DataCopyingOptions>(new DataCopyingOptions())
        .WholeNumber("cells", "The cells of the feature space; as many fewer as leave each its minimum of generated images on average.", 1, 1000, options => options.Cells, (options, value) => options with { Cells = value })
        .WholeNumber("minimum", "The generated images that a cell needs to count.", 1, 1_000_000, options => options.Minimum, (options, value) => options with { Minimum = value })
        .Seed("seed", "The seed of the clusters that make the cells.", options => options.Seed, (options, value) => options with { Seed = value });

    /// <inheritdoc/>
    public MetricDescriptor Descriptor { get; } = new()
    {
        Id = "ct",
        Name = "Data-Copying Test",
        Meaning = "Whether generated images lie nearer to the training images than new real images do, in standard errors: far below 0 for copies, far above for images that miss the real ones.",
        Direction = MetricDirection.NearerToIdealIsBetter,
        Range = "(-infinity, infinity)",
        Needs = MetricNeeds.Reference | MetricNeeds.Features | MetricNeeds.HeldOut,
        Reference = "Meehan et al. 2020, A Non-Parametric Test to Detect Data-Copying in Generative Models, arXiv:2004.05675",
        Options = Options,
        MinimumImageCount = 3,
    };

    /// <inheritdoc/>
    public MetricScore Compute(SetStatistics reference, SetStatistics generated, MetricSettings settings)
    {
        DataCopyingOptions options = Options.Bind(settings);
        FeaturePair pair = FeaturePair.Of(reference, generated, "C_T", Descriptor.MinimumImageCount);
        FeatureMatrix heldOut = HeldOutSet.Of(reference, "C_T", Descriptor.MinimumImageCount);
        int count = (int)pair.Generated.RowCount;
        int most = (int)Math.Min(options.Cells, pair.Reference.RowCount);
        CellPartition partition = CellPartition.Of(pair.Reference, Math.Clamp(count / options.Minimum, 1, most), options.Seed);
        int minimum = Math.Min(options.Minimum, count);
        CopyingTest test = new(
            Nearest.Of(new EuclideanMeasure(heldOut, pair.Reference), 1).Measures,
            partition.CellsOf(heldOut),
            Nearest.Of(new EuclideanMeasure(pair.Generated, pair.Reference), 1).Measures,
            partition.CellsOf(pair.Generated),
            minimum);
        RankCounts[] cells = test.Count();
        if (cells.Length == 0)
        {
            throw new InputException($"C_T needs a cell with {minimum} generated images and a held-out one, but there is none: hold more images out, or take fewer cells by --set ct.cells=1.");
        }

        double weights = cells.Sum(cell => (double)cell.HeldOut);
        MetricScore score = new(CopyingTest.Score(cells))
        {
            Details = new Dictionary<string, double>
            {
                ["heldOut"] = heldOut.RowCount,
                ["cells"] = cells.Length,
                ["nullStd"] = Math.Sqrt(cells.Sum(cell => (double)cell.HeldOut * cell.HeldOut)) / weights,
                ["nearerShare"] = 1 - (cells.Sum(cell => cell.Farther / cell.Generated) / weights),
            },
        };
        if (cells.Any(cell => cell.HeldOut < 2 || cell.Generated < 2))
        {
            return score with { WhyNoInterval = "The error of C_T needs two held-out and two generated images in every cell." };
        }

        double error = test.StandardError(new Xoshiro256(options.Seed).Split("redraws"));
        return score with { StandardError = error, Interval = ScoreInterval.Around(score.Value, error), IntervalMethod = "bootstrap" };
    }
}
