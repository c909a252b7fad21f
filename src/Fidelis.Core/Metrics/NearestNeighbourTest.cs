using Fidelis.Numerics.Distributions;
using Fidelis.Statistics;
using Fidelis.Statistics.Neighbours;

namespace Fidelis.Metrics;

/// <summary>The leave-one-out accuracy of a nearest-neighbour classifier that tells reference from generated images: the mean of that of the reals and that of the fakes.</summary>
/// <remarks>
/// D. Lopez-Paz, M. Oquab, Revisiting Classifier Two-Sample Tests, 2017; as a score of generators Q. Xu et al., 2018 (arXiv:1806.07755).
/// The mean of the two accuracies is near one half for sets of one law at any sizes. An image at equal distances to both sets counts one half.
/// </remarks>
public sealed class NearestNeighbourTest : ISetMetric
{
    /// <inheritdoc/>
    public MetricDescriptor Descriptor { get; } = new()
    {
        Id = "one-nn",
        Name = "1-Nearest-Neighbour Two-Sample Test",
        Meaning = "How often the nearest other image of either set is of the same set: one half where the sets cannot be told apart, less where images are copied.",
        Direction = MetricDirection.NearerToIdealIsBetter,
        Ideal = 0.5,
        Range = "[0, 1]",
        Needs = MetricNeeds.Reference | MetricNeeds.Features,
        Axioms = MetricAxioms.Symmetry | MetricAxioms.OrderIndependence,
        Reference = "Lopez-Paz and Oquab 2017, Revisiting Classifier Two-Sample Tests, arXiv:1610.06545",
        MinimumImageCount = 3,
    };

    /// <inheritdoc/>
    public MetricScore Compute(SetStatistics reference, SetStatistics generated, MetricSettings settings)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(generated);
        PairNeighbours neighbours = NeighbourScores.Neighbours(Descriptor.Id, reference, generated, 2, isOption: false);
        Side real = new(neighbours.Reference, neighbours.NearestGenerated);
        Side fake = new(neighbours.Generated, neighbours.NearestReference);
        double value = 0.5 * (real.Accuracy + fake.Accuracy);
        double others = real.Count + fake.Count - 1;
        MetricScore score = NeighbourScores.OfShare(value, Effects(real, fake), real.Count + fake.Count);
        return score with
        {
            Details = new Dictionary<string, double>
            {
                ["referenceAccuracy"] = real.Accuracy,
                ["generatedAccuracy"] = fake.Accuracy,
                ["referenceChance"] = (real.Count - 1) / others,
                ["generatedChance"] = (fake.Count - 1) / others,
                ["referencePValue"] = BinomialTest.TwoSided((long)Math.Round(real.Accuracy * real.Count), real.Count, (real.Count - 1) / others),
                ["generatedPValue"] = BinomialTest.TwoSided((long)Math.Round(fake.Accuracy * fake.Count), fake.Count, (fake.Count - 1) / others),
            },
        };
    }

    private static DeletionEffects Effects(Side real, Side fake)
    {
        double[] realEffects = [.. real.Outcomes.Select(outcome => 0.5 * (real.Accuracy - outcome) / (real.Count - 1))];
        double[] fakeEffects = [.. fake.Outcomes.Select(outcome => 0.5 * (fake.Accuracy - outcome) / (fake.Count - 1))];
        double[] realNoise = new double[realEffects.Length];
        double[] fakeNoise = new double[fakeEffects.Length];
        real.AddChanges(realEffects, realNoise, fakeEffects, fakeNoise);
        fake.AddChanges(fakeEffects, fakeNoise, realEffects, realNoise);
        return new DeletionEffects(realEffects, realNoise, fakeEffects, fakeNoise);
    }

    /// <summary>The images of one set, each with its neighbours in the own and in the other set.</summary>
    private sealed class Side
    {
        private readonly NeighbourTable own;
        private readonly NeighbourTable other;

        public Side(NeighbourTable own, NeighbourTable other)
        {
            this.own = own;
            this.other = other;
            Outcomes = [.. Enumerable.Range(0, own.Count).Select(image => Outcome(own.Measure(image, 1), other.Measure(image, 1)))];
            Accuracy = Outcomes.Average();
        }

        public int Count => own.Count;

        public double[] Outcomes { get; }

        public double Accuracy { get; }

        /// <summary>Adds what becomes of the outcomes without the image that decided them.</summary>
        public void AddChanges(double[] ownEffects, double[] ownNoise, double[] otherEffects, double[] otherNoise)
        {
            for (int image = 0; image < Count; image++)
            {
                double withoutOwn = Outcome(own.Measure(image, 2), other.Measure(image, 1)) - Outcomes[image];
                double withoutOther = Outcome(own.Measure(image, 1), other.Measure(image, 2)) - Outcomes[image];
                Add(ownEffects, ownNoise, own.Index(image, 1), 0.5 * withoutOwn / Count);
                Add(otherEffects, otherNoise, other.Index(image, 1), 0.5 * withoutOther / Count);
            }
        }

        private static double Outcome(double own, double other) => own < other ? 1 : own > other ? 0 : 0.5;

        private static void Add(double[] effects, double[] noise, int image, double change)
        {
            effects[image] += change;
            noise[image] += change * change;
        }
    }
}
