using Fidelis.Features;
using Fidelis.Metrics;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.Threading;
using Fidelis.Statistics;
using Fidelis.Testing;

namespace Fidelis.Tests.Metrics;

/// <summary>Laws that every metric of two sets obeys, before it has a test of its own.</summary>
public sealed class SetMetricLawTests
{
    public static TheoryData<string> Ids => [.. MetricCatalog.All.Where(metric => metric is ISetMetric or IPerImageMetric).Select(metric => metric.Descriptor.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Compute_ASetAndItself_IsZeroWhereIdentityIsClaimed(string id)
    {
        foreach ((int count, int dimension) in ((int, int)[])[(60, 12), (12, 12), (13, 12), (8, 30)])
        {
            FeatureSet set = SampleSets.Draw(1, count, dimension);
            if (Claims(id, MetricAxioms.Identity))
            {
                // Traces below 100, in sums of some hundred terms.
                Assert.InRange(Value(id, set, set), -1e-10, 1e-10);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Compute_SetsExchanged_GivesTheSameWhereSymmetryIsClaimed(string id)
    {
        foreach ((int first, int second, int dimension) in ((int, int, int)[])[(60, 90, 12), (9, 40, 12), (7, 8, 20)])
        {
            FeatureSet reference = SampleSets.Draw(1, first, dimension);
            FeatureSet generated = SampleSets.Draw(2, second, dimension, 0.3);
            if (Claims(id, MetricAxioms.Symmetry))
            {
                NumericAssert.Close(Value(id, reference, generated), Value(id, generated, reference), 0, 1e-9);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Compute_ThreeSets_ObeysTheTriangleInequalityWhereItIsClaimed(string id)
    {
        for (int seed = 0; seed < 20 && Claims(id, MetricAxioms.RootTriangleInequality); seed++)
        {
            FeatureSet a = SampleSets.Draw(seed, 30, 6);
            FeatureSet b = SampleSets.Draw(seed + 100, 25, 6, 0.1 * (seed % 5));
            FeatureSet c = SampleSets.Draw(seed + 200, 5, 6, 0.3 * (seed % 3));
            double direct = Math.Sqrt(Math.Max(Value(id, a, c), 0));
            double detour = Math.Sqrt(Math.Max(Value(id, a, b), 0)) + Math.Sqrt(Math.Max(Value(id, b, c), 0));
            Assert.True(direct <= detour * (1 + 1e-9), $"Seed {seed}: {direct:R} directly, {detour:R} by a third set.");
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Compute_ImagesInAnotherOrder_GivesTheSameWhereThatIsClaimed(string id)
    {
        FeatureSet reference = SampleSets.Draw(1, 70, 9);
        FeatureSet generated = SampleSets.Draw(2, 50, 9, 0.2);
        FeatureSet Reversed(FeatureSet set) => set.Select([.. Enumerable.Range(0, (int)set.Count).Reverse().Select(i => (long)i)]);
        if (Claims(id, MetricAxioms.OrderIndependence))
        {
            // Other orders of sums of 70 terms, and of those where a small score is left of means near 1,000 (MMD), whose last digit is 1e-13.
            NumericAssert.Close(Value(id, reference, generated), Value(id, Reversed(reference), Reversed(generated)), 1e-12, 1e-11);
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Compute_OtherChunksNamesAndThreads_GivesTheSameDigits(string id)
    {
        FeatureSet reference = SampleSets.Draw(1, 70, 9);
        FeatureSet generated = SampleSets.Draw(2, 50, 9, 0.2);
        MetricScore expected = Score(id, reference, generated);
        foreach (int rows in (int[])[1, 7, 64])
        {
            FeatureSet Changed(FeatureSet set) => set with
            {
                Features = SampleSets.Rechunk(set.Features!, rows),
                Probabilities = SampleSets.Rechunk(set.Probabilities!, rows),
                Paths = [.. set.Paths.Select(path => "other/" + path)],
            };
            AssertSame(expected, Score(id, Changed(reference), Changed(generated)));
        }

        int before = Parallelism.ThreadCount;
        try
        {
            foreach (int threads in (int[])[1, 2, 5])
            {
                Parallelism.ThreadCount = threads;
                AssertSame(expected, Score(id, reference, generated));
            }
        }
        finally
        {
            Parallelism.ThreadCount = before;
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Compute_AGrowingDefect_NeverGetsBetterAndIsWorseInTheEnd(string id)
    {
        MetricDescriptor descriptor = MetricCatalog.Find(id)!.Descriptor;
        FeatureSet reference = SampleSets.Draw(1, 300, 6);
        double[] values = [.. ((double[])[0, 0.2, 0.4, 0.8]).Select(defect => Value(id, reference, SampleSets.Draw(2, 300, 6, defect)))];
        double[] defects = [.. values.Select(value => descriptor.Direction switch
        {
            MetricDirection.HigherIsBetter => -value,
            MetricDirection.LowerIsBetter => value,
            _ => Math.Abs(value - descriptor.Ideal),
        } * (descriptor.Axioms.HasFlag(MetricAxioms.RisesWithDefects) ? -1 : 1))];

        // At the end of its range a score stays where it is.
        string found = $"{id} should worsen with the defect, but is {string.Join(", ", values)}.";
        Assert.True(defects.Zip(defects.Skip(1)).All(step => step.First <= step.Second), found);
        Assert.True(defects[0] < defects[^1], found);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Compute_TooFewImages_IsRefusedInASentence(string id)
    {
        IMetric metric = MetricCatalog.Find(id)!;
        int count = metric.Descriptor.MinimumImageCount - 1;
        if (count > 0)
        {
            InputException e = Assert.Throws<InputException>(() => Value(id, SampleSets.Draw(1, 20, 3), SampleSets.Draw(2, count, 3)));
            Assert.EndsWith(".", e.Message);
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Compute_WhatTheMetricNeedsIsMissing_IsRefusedInASentence(string id)
    {
        FeatureSet set = SampleSets.Draw(1, 20, 3);
        MetricNeeds needs = MetricCatalog.Find(id)!.Descriptor.Needs;
        if (needs.HasFlag(MetricNeeds.Probabilities))
        {
            Assert.Throws<InputException>(() => Value(id, set, set with { Probabilities = null }));
        }

        if (needs.HasFlag(MetricNeeds.HeldOut))
        {
            InputException e = Assert.Throws<InputException>(() => SampleSets.Score(id, SampleSets.Of(set), SampleSets.Of(set)));
            Assert.Contains("--held-out", e.Message);
        }

        if (needs.HasFlag(MetricNeeds.Labels))
        {
            Assert.Throws<InputException>(() => Value(id, set, set with { Labels = new string?[set.Count] }));
        }

        if ((needs & (MetricNeeds.Features | MetricNeeds.Statistics)) != 0)
        {
            Assert.Throws<InputException>(() => Value(id, set, set with { Features = null }));
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Compute_AnySets_SaysTheErrorOrWhyThereIsNone(string id)
    {
        foreach ((int first, int second, int dimension, double defect) in ((int, int, int, double)[])[(60, 90, 12, 0), (20, 15, 30, 0.3), (12, 40, 2, 0.9)])
        {
            MetricScore score = Score(id, SampleSets.Draw(1, first, dimension), SampleSets.Draw(2, second, dimension, defect));
            AssertErrorContract(score);
            Assert.True(score.StandardError is not null, $"{id} of {first} and {second} images: {score.WhyNoInterval}");
        }

        FeatureSet set = SampleSets.Draw(1, 40, 5);
        AssertErrorContract(Score(id, set, set));
        MetricNeeds needs = MetricCatalog.Find(id)!.Descriptor.Needs;
        if (needs.HasFlag(MetricNeeds.Statistics))
        {
            SetStatistics file = SetStatistics.Of("file.npz", FeatureStatistics.Of(SampleSets.Draw(2, 50, 5)));
            MetricScore score = SampleSets.Score(id, SampleSets.Of(set, "real"), file);
            AssertErrorContract(score);
            Assert.Contains("'file.npz'", score.WhyNoInterval);
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Compute_FewImagesOrMany_HasTheSameMeanWhereThatIsClaimed(string id)
    {
        const int Pairs = 40;
        if (Claims(id, MetricAxioms.Unbiasedness))
        {
            Random random = new(1);
            FeatureSet reference = SampleSets.Draw(1, 3000, 4);
            FeatureSet generated = SampleSets.Draw(2, 3000, 4, 0.2);
            FeatureSet Some(FeatureSet pool, int count) => pool.Select([.. Enumerable.Range(0, count).Select(_ => random.NextInt64(pool.Count))]);
            double[] few = [.. Enumerable.Range(0, Pairs).Select(_ => Value(id, Some(reference, 9), Some(generated, 12)))];
            double[] many = [.. Enumerable.Range(0, Pairs).Select(_ => Value(id, Some(reference, 60), Some(generated, 40)))];
            double deviation = Math.Sqrt(few.Average(value => Math.Pow(value - few.Average(), 2)) / Pairs);

            // Four errors of the mean of few images; that of many is much smaller.
            Assert.InRange(few.Average() - many.Average(), -4 * deviation, 4 * deviation);
        }
    }

    private static void AssertErrorContract(MetricScore score)
    {
        bool known = score.StandardError is not null;
        Assert.Equal(known, score.Interval is not null);
        Assert.Equal(known, score.IntervalMethod is not null);
        Assert.Equal(known, score.WhyNoInterval is null);
        if (known)
        {
            Assert.InRange(score.StandardError!.Value, 0, double.MaxValue);
            Assert.InRange(score.Value, score.Interval!.Value.Lower, score.Interval.Value.Upper);
            Assert.Matches("^[a-z][a-z -]*$", score.IntervalMethod);
        }
        else
        {
            Assert.EndsWith(".", score.WhyNoInterval);
        }
    }

    private static void AssertSame(MetricScore expected, MetricScore actual)
    {
        Assert.Equal(expected with { Details = actual.Details, Confusion = actual.Confusion }, actual);
        Assert.Equal(CountsOf(expected), CountsOf(actual));
        Assert.Equal(expected.Details, actual.Details);
    }

    private static int[] CountsOf(MetricScore score) => score.Confusion is not { Counts: { } counts } ? [] :
    [
        .. from label in Enumerable.Range(0, counts.ClassCount)
           from prediction in Enumerable.Range(0, counts.ClassCount)
           select counts[label, prediction],
    ];

    private static bool Claims(string id, MetricAxioms axiom) => MetricCatalog.Find(id)!.Descriptor.Axioms.HasFlag(axiom);

    private static double Value(string id, FeatureSet reference, FeatureSet generated) => Score(id, reference, generated).Value;

    /// <summary>Scores two sets; real images that were held out are a further draw of the same law, of as many as the reference.</summary>
    private static MetricScore Score(string id, FeatureSet reference, FeatureSet generated)
    {
        bool needsHeldOut = MetricCatalog.Find(id)!.Descriptor.Needs.HasFlag(MetricNeeds.HeldOut);
        SetStatistics set = needsHeldOut
            ? SetStatistics.Of("real", reference, SampleSets.Of(SampleSets.Draw(777, (int)reference.Count, (reference.Features ?? reference.Probabilities!).Columns), "other"))
            : SampleSets.Of(reference, "real");
        return SampleSets.Score(id, set, SampleSets.Of(generated, "fake"));
    }
}
