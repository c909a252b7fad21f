using Fidelis.Numerics.Errors;
using Fidelis.Statistics;
using Fidelis.Statistics.Extrapolation;

namespace Fidelis.Metrics;

/// <summary>FID of endless sets, extrapolated from FIDs of random subsets of several sizes.</summary>
/// <remarks>
/// M. J. Chong, D. Forsyth, Effectively Unbiased FID and Inception Score and Where to Find Them, 2020, section 4: to first order FID is a line over 1 / n,
/// and its intercept is free of the bias of small samples. The paper takes subsets of the generated set alone, which leaves the bias of the
/// reference in the score; here both are subsets of the same share, unless the convention of others is asked for.
/// </remarks>
public sealed class FrechetInceptionDistanceInfinity : ISetMetric
{
    private static readonly MetricOptions<FrechetInceptionDistanceInfinityOptions> Options = new MetricOptions<FrechetInceptionDistanceInfinityOptions>(new FrechetInceptionDistanceInfinityOptions())
        .Choice(
            "convention",
            "Whose subsets: fidelis takes them of both sets, from a share of the images on; chong as published of the generated set alone, from 5,000 images on; dgm-eval likewise, from a tenth on.",
            [("fidelis", ExtrapolationConvention.Fidelis), ("chong", ExtrapolationConvention.Chong), ("dgm-eval", ExtrapolationConvention.DgmEval)],
            options => options.Convention,
            (options, value) => options with { Convention = value })
        .WholeNumber("points", "The sizes of subsets through which the line is drawn.", 3, 1000, options => options.Points, (options, value) => options with { Points = value })
        .Number("smallest", "The share of the images in the smallest subset; ignored where the convention is not ours.", 0.01, 0.9, options => options.Smallest, (options, value) => options with { Smallest = value })
        .Seed("seed", "Seed of the random subsets.", options => options.Seed, (options, value) => options with { Seed = value });

    /// <inheritdoc/>
    public MetricDescriptor Descriptor { get; } = new()
    {
        Id = "fid-infinity",
        Name = "FID of endless sets",
        Meaning = "What FID would be without the bias of small samples: its value where the line through FIDs of subsets meets an endless number of images.",
        Direction = MetricDirection.LowerIsBetter,
        Range = "(-infinity, infinity)",
        IsDistance = true,
        Needs = MetricNeeds.Reference | MetricNeeds.Features,
        Reference = "Chong and Forsyth 2020, Effectively Unbiased FID and Inception Score, arXiv:1911.07023",
        Options = Options,
        MinimumImageCount = 10,
    };

    /// <inheritdoc/>
    public MetricScore Compute(SetStatistics reference, SetStatistics generated, MetricSettings settings)
    {
        FrechetInceptionDistanceInfinityOptions options = Options.Bind(settings);
        FeaturePair pair = FeaturePair.Of(reference, generated, "FID of endless sets", Descriptor.MinimumImageCount);
        SubsetSizes sizes = new SubsetSizes(options.Points, options.Smallest, options.Seed).As(options.Convention, generated, pair.Generated.RowCount);
        bool isGeneratedAlone = options.Convention != ExtrapolationConvention.Fidelis;
        PairStatistics both = reference.PairWith(generated);
        double[] scores = new double[sizes.Points];
        double[] reciprocals = new double[sizes.Points];
        SubsetMoments whole = SubsetMoments.Of(reference.Mean, reference.Factor);
        for (int point = 0; point < sizes.Points - 1; point++)
        {
            SubsetMoments some = isGeneratedAlone ? whole : SubsetMoments.Of(sizes.Draw(pair.Reference, 0, point));
            scores[point] = some.DistanceTo(SubsetMoments.Of(sizes.Draw(pair.Generated, 1, point)));
            reciprocals[point] = Reciprocal(sizes, pair, isGeneratedAlone, point);
        }

        scores[^1] = both.FrechetDistance.Value;
        reciprocals[^1] = Reciprocal(sizes, pair, isGeneratedAlone, sizes.Points - 1);
        ReciprocalFit fit = ReciprocalFit.Of(reciprocals, scores);
        if (!double.IsFinite(fit.Intercept))
        {
            throw new InputException($"FID of endless sets of '{reference.Name}' and '{generated.Name}' is beyond the largest number: their features are too large to be those of images.");
        }

        return ExtrapolatedScore.Of(fit, reciprocals[^1], scores[^1], both.FrechetInfluence!.StandardError);
    }

    private static double Reciprocal(SubsetSizes sizes, FeaturePair pair, bool isGeneratedAlone, int point) =>
        (1.0 / sizes.At(point, pair.Generated.RowCount)) + (isGeneratedAlone ? 0 : 1.0 / sizes.At(point, pair.Reference.RowCount));
}
