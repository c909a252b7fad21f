using Fidelis.Features;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.Randomness;
using Fidelis.Statistics;
using Fidelis.Statistics.Copying;
using Fidelis.Statistics.Kernels;
using Fidelis.Statistics.Neighbours;

namespace Fidelis.Metrics;

/// <summary>AdaGAN's C: the share of the real images that lie where the density of the generated ones is above the level that holds 95 % of its own mass.</summary>
/// <remarks>
/// I. Tolstikhin et al., AdaGAN: Boosting Generative Models, 2017, section 4: C = P_data(p_model &gt; t), with t such that P_model(p_model &gt; t) = 0.95, by a
/// kernel density of generated samples. The density at a generated image is that of the others, so that new images of the same law are as likely above t.
/// </remarks>
public sealed class DataMassCoverage : ISetMetric
{
    /// <summary>Groups of generated images of which parts are made: as many as have sums of kernels of their own.</summary>
    private const int MostGroups = 60;

    private static readonly MetricOptions<DataMassCoverageOptions> Options = new MetricOptions<DataMassCoverageOptions>(new DataMassCoverageOptions())
        .Number("mass", "The share of the generated images above the level of density.", 0.01, 0.999, options => options.Mass, (options, value) => options with { Mass = value })
        .NumberOr("width", "The width of the Gaussian kernel in units of the features; likeliest makes each generated image most likely by the others.", 1e-9, 1e9, "likeliest", options => options.Width, (options, value) => options with { Width = value })
        .WholeNumber("samples", "The most images of each set: larger ones are drawn from.", 3, 50_000, options => options.Samples, (options, value) => options with { Samples = value })
        .Seed("seed", "The seed of those draws.", options => options.Seed, (options, value) => options with { Seed = value });

    /// <inheritdoc/>
    public MetricDescriptor Descriptor { get; } = new()
    {
        Id = "coverage-c",
        Name = "Coverage C of AdaGAN",
        Meaning = "The share of the real images that the generated ones cover by density: low where kinds are missing; 0.95 where the laws are equal.",
        Direction = MetricDirection.HigherIsBetter,
        Range = "[0, 1]",
        Needs = MetricNeeds.Reference | MetricNeeds.Features,
        Reference = "Tolstikhin et al. 2017, AdaGAN: Boosting Generative Models, arXiv:1701.02386",
        Options = Options,
        MinimumImageCount = 3,
    };

    /// <inheritdoc/>
    public MetricScore Compute(SetStatistics reference, SetStatistics generated, MetricSettings settings)
    {
        DataMassCoverageOptions options = Options.Bind(settings);
        FeaturePair pair = FeaturePair.Of(reference, generated, "C", Descriptor.MinimumImageCount);
        Xoshiro256 random = new(options.Seed);
        FeatureMatrix real = FeatureDraw.Of(pair.Reference, options.Samples, random.Split(0));
        FeatureMatrix fake = FeatureDraw.Of(pair.Generated, options.Samples, random.Split(1));
        int groups = (int)Math.Min(MostGroups, fake.RowCount);
        KernelDensity density = KernelDensity.Of(fake, options.Width)
            ?? throw new InputException($"C needs generated images of different features to find the width of a kernel, but all of '{generated.Name}' are equal: set it by --set coverage-c.width.");
        GroupedKernelSums ofFake = density.OfSample(groups);
        GroupedKernelSums ofReal = density.At(CentreDistances.Passing(real, fake), groups);
        bool[] covered = Covered(ofReal.LogDensities(), Level([.. ofFake.LogDensities()], options.Mass));
        SubsetPairs pairs = new(groups);
        RedrawnShare share = RedrawnShare.Of(covered, pairs, word => OfParts(pairs, word, ofReal, ofFake, options.Mass));
        return NeighbourScores.OfShare(share, k: 1) with { Details = new Dictionary<string, double> { ["width"] = density.Width } };
    }

    /// <summary>Finds the level that a share of the values lies above.</summary>
    private static double Level(double[] logDensities, double mass)
    {
        Array.Sort(logDensities);
        int below = (int)Math.Round((1 - mass) * logDensities.Length);
        return below == 0 ? double.NegativeInfinity : logDensities[below - 1];
    }

    private static bool[] Covered(double[] logDensities, double level) => [.. logDensities.Select(density => density > level)];

    /// <summary>Finds the real images that are covered by the parts of a word of pairs, each with the level of its own images.</summary>
    private static RedrawnShare.Outcome OfParts(SubsetPairs pairs, int word, GroupedKernelSums ofReal, GroupedKernelSums ofFake, double mass)
    {
        int groups = pairs.ImageCount;
        ulong[] first = CoveredBy(pairs.First(word));
        ulong[] second = CoveredBy(pairs.Second(word));
        return image => (first[image], second[image]);

        ulong[] CoveredBy(ReadOnlySpan<ulong> parts)
        {
            ulong[] lanes = new ulong[ofReal.Count];
            for (int lane = 0; lane < 64; lane++)
            {
                ulong chosen = 0;
                for (int group = 0; group < groups; group++)
                {
                    chosen |= ((parts[group] >> lane) & 1) << group;
                }

                double[] own = [.. ofFake.LogDensities(chosen).Where((_, image) => ((chosen >> (image % groups)) & 1) != 0)];
                bool[] covered = Covered(ofReal.LogDensities(chosen), Level(own, mass));
                for (int image = 0; image < lanes.Length; image++)
                {
                    lanes[image] |= covered[image] ? 1UL << lane : 0;
                }
            }

            return lanes;
        }
    }
}
