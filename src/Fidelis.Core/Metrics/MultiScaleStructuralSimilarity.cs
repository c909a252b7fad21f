using System.Globalization;
using Fidelis.Imaging.Comparison;

namespace Fidelis.Metrics;

/// <summary>
/// The multi-scale structural similarity of each pair: contrast and structure at every scale, luminance at the coarsest, each to the power of
/// its scale's weight.
/// </summary>
/// <remarks>
/// Z. Wang, E. P. Simoncelli, A. C. Bovik, Multi-scale structural similarity for image quality assessment, 2003, eq. 7, with the paper's weights of
/// five scales. Small pictures have fewer: the first ones, their weights divided by their sum. Colour is compared channel by channel. The power of a
/// negative mean does not exist: it counts as 0.
/// </remarks>
public sealed class MultiScaleStructuralSimilarity : IPairedMetric
{
    private static readonly double[] Weights = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333];

    private static readonly MetricOptions<MultiScaleStructuralSimilarityOptions> Options = new MetricOptions<MultiScaleStructuralSimilarityOptions>(new MultiScaleStructuralSimilarityOptions())
        .Choice(
            "convention",
            "Whose means: wang takes the power of the mean of each channel, torchmetrics of all together, with a mirrored border at the coarsest scale and odd ends left out.",
            [("wang", SimilarityConvention.Wang), ("torchmetrics", SimilarityConvention.TorchMetrics)],
            options => options.Convention,
            (options, value) => options with { Convention = value })
        .WholeNumberOr(
            "levels",
            "The number of scales, each of half the size; auto takes as many as the size of each picture allows.",
            1,
            Weights.Length,
            "auto",
            options => options.Levels,
            (options, value) => options with { Levels = value });

    /// <inheritdoc/>
    public MetricDescriptor Descriptor { get; } = new()
    {
        Id = "ms-ssim",
        Name = "Multi-Scale Structural Similarity",
        Meaning = "How alike contrast and structure of a generated image and of the image that it should equal are at several scales.",
        Direction = MetricDirection.HigherIsBetter,
        Range = "[0, 1]",
        Needs = MetricNeeds.Reference,
        Axioms = MetricAxioms.Symmetry | MetricAxioms.OrderIndependence | MetricAxioms.Unbiasedness,
        Reference = "Wang, Simoncelli and Bovik 2003, Multi-scale structural similarity for image quality assessment, Asilomar",
        Options = Options,
    };

    /// <inheritdoc/>
    public double Least => 0;

    /// <inheritdoc/>
    public double Greatest => 1;

    /// <inheritdoc/>
    public int SmallestSide(MetricSettings settings)
    {
        // Odd sides are halved upwards, 11, 21, 41, 81, 161, or by torchmetrics downwards, 11, 22, 44, 88, 176.
        MultiScaleStructuralSimilarityOptions options = Options.Bind(settings);
        int halvings = (options.Levels ?? 1) - 1;
        int side = SimilarityWindow.Wang.SmallestSide;
        return KeepsOddEnds(options) ? ((side - 1) << halvings) + 1 : side << halvings;
    }

    /// <inheritdoc/>
    public PairedValue Compute(PicturePair pair, MetricSettings settings)
    {
        ArgumentNullException.ThrowIfNull(pair);
        MultiScaleStructuralSimilarityOptions options = Options.Bind(settings);
        bool isChannelwise = options.Convention == SimilarityConvention.Wang;
        int levels = options.Levels ?? LevelsOf(pair.Width, pair.Height, options);
        double weightSum = Weights[..levels].Sum();
        double[] products = [.. Enumerable.Repeat(1.0, isChannelwise ? pair.ChannelCount : 1)];
        bool isClipped = false;
        for (int level = 0; level < levels; level++)
        {
            // Of its contrast terms torchmetrics cuts the border off again, which leaves Wang's.
            bool isLast = level == levels - 1;
            SimilarityTerms terms = StructuralSimilarity.Compute(pair, isLast && !isChannelwise ? SimilarityWindow.TorchMetrics : SimilarityWindow.Wang);
            double[] ofChannels = [.. isLast ? terms.Similarity : terms.ContrastStructure];
            double[] means = isChannelwise ? ofChannels : [ofChannels.Average()];
            for (int channel = 0; channel < products.Length; channel++)
            {
                isClipped |= means[channel] < 0;
                products[channel] *= Math.Pow(Math.Max(means[channel], 0), Weights[level] / weightSum);
            }

            pair = isLast ? pair : pair.Halve(KeepsOddEnds(options));
        }

        return new PairedValue(products.Average(), isClipped);
    }

    /// <inheritdoc/>
    public PairedFindings Describe(PairedValues values, MetricSettings settings)
    {
        ArgumentNullException.ThrowIfNull(values);
        MultiScaleStructuralSimilarityOptions options = Options.Bind(settings);
        int? chosen = options.Levels;
        int[] levels = [.. values.Sizes.Select(size => chosen ?? LevelsOf(size.Width, size.Height, options)).Distinct().Order()];
        Dictionary<string, double> details = new() { ["leastLevels"] = levels[0], ["mostLevels"] = levels[^1] };
        List<string> notes = [];
        if (levels.Length > 1)
        {
            notes.Add($"ms-ssim looks at {levels[0]} to {levels[^1]} scales, as the sizes of the images allow, and more scales are not the same score: set ms-ssim.levels={levels[0]} for all.");
        }
        else if (levels[0] < Weights.Length && chosen is null)
        {
            int needed = SmallestSide(new MetricSettings(new Dictionary<string, string>(settings.Values) { ["levels"] = Weights.Length.ToString(CultureInfo.InvariantCulture) }));
            notes.Add($"ms-ssim looks at {levels[0]} of its {Weights.Length} scales, with their weights divided by their sum, because {Weights.Length} need sides of at least {needed} pixels: compare it with scores of {levels[0]} scales alone.");
        }

        if (values.ClippedCount > 0)
        {
            details.Add("clippedPairs", values.ClippedCount);
            notes.Add($"In {values.ClippedCount} of {values.Values.Count} pairs the mean contrast and structure of a scale is negative, whose power does not exist: it counts as 0 in ms-ssim.");
        }

        return new PairedFindings(details, notes);
    }

    private static bool KeepsOddEnds(MultiScaleStructuralSimilarityOptions options) => options.Convention == SimilarityConvention.Wang;

    private static int LevelsOf(int width, int height, MultiScaleStructuralSimilarityOptions options)
    {
        int levels = 1;
        int end = KeepsOddEnds(options) ? 1 : 0;
        for (int side = (Math.Min(width, height) + end) / 2; side >= SimilarityWindow.Wang.SmallestSide && levels < Weights.Length; side = (side + end) / 2)
        {
            levels++;
        }

        return levels;
    }
}
