using Fidelis.Evaluation;
using Fidelis.Features;
using Fidelis.Metrics;
using Fidelis.Tests.Metrics;

namespace Fidelis.Tests.Evaluation.Analysers;

public sealed class MemorisedImagesTests : IDisposable
{
    private readonly EvaluationFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Fact]
    public void Analyse_ImagesOfTheReferenceAmongTheGenerated_AreCounted()
    {
        string real = fixture.Images("real", 20);
        fixture.Images("fake", 20, 2);
        byte[] copy = File.ReadAllBytes(Path.Combine(real, "0003.bmp"));
        fixture.File("fake/one.bmp", copy);

        // Other bytes of the header, the same pixels.
        copy[6] = 1;
        fixture.File("fake/two.bmp", copy);

        Conclusion conclusion = Assert.Single(Run(real, fixture.PathOf("fake")), conclusion => conclusion.Id == "copied-images");

        Assert.Equal(ConclusionKind.Warning, conclusion.Kind);
        Assert.StartsWith("2 of 22 images in '", conclusion.Message);
        Assert.Contains("pixel by pixel", conclusion.Message);
    }

    [Fact]
    public void Analyse_OtherImagesOrTheVerySet_IsSilent()
    {
        string real = fixture.Images("real", 20);

        Assert.DoesNotContain(Run(real, fixture.Images("fake", 20, 2)), conclusion => conclusion.Id == "copied-images");
        Assert.DoesNotContain(Run(real, real), conclusion => conclusion.Id == "copied-images");
    }

    [Fact]
    public void Analyse_RowsOfTheReferenceInAFile_AreCounted()
    {
        FeatureSet reference = SampleSets.Draw(1, 60, 8);
        FeatureSet generated = reference.Select([7]) with { Labels = [null] };

        Assert.StartsWith("1 of 1 images in 'fake' has the very features of images of the reference 'real'", Single("copied-images", Compare(reference, generated, null, "precision")).Message);
    }

    [Fact]
    public void Analyse_TrainingImagesWithALittleNoise_AreNamedByBothScores()
    {
        FeatureSet reference = SampleSets.Draw(1, 300, 8);
        Conclusion[] conclusions = [.. Compare(reference, Noisy(reference), SampleSets.Draw(3, 200, 8), "authpct", "ct").Where(conclusion => conclusion.Id == "memorised-images")];

        Assert.Equal(["ct", "authpct"], conclusions.Select(conclusion => conclusion.Metric));
        Assert.All(conclusions, conclusion => Assert.Contains("fidelis neighbors shows which", conclusion.Message));
        Assert.StartsWith("AuthPct of 'fake' is 0, and that of new real images would be about ", conclusions[1].Message);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.5)]
    public void Analyse_NewImagesOfTheSameLawOrWorse_IsSilent(double defect) => Assert.DoesNotContain(
        Compare(SampleSets.Draw(1, 300, 8), SampleSets.Draw(2, 300, 8, defect), SampleSets.Draw(3, 200, 8), "authpct", "ct"),
        conclusion => conclusion.Id == "memorised-images");

    [Fact]
    public void WithinFloor_FarBelowTheFloorOfFewImages_IsSaid()
    {
        FeatureSet reference = SampleSets.Draw(1, 40, 32);

        Assert.Contains("the two are more alike than independent sets", Single("below-floor", Compare(reference, Noisy(reference), null, "fid")).Message);
        Assert.Contains(" is 0, and two independent sets", Single("below-floor", Compare(reference, reference, null, "fid")).Message);
        Assert.DoesNotContain(Compare(reference, SampleSets.Draw(2, 40, 32), null, "fid"), conclusion => conclusion.Id is "below-floor" or "within-floor");
    }

    private static FeatureSet Noisy(FeatureSet set)
    {
        Random random = new(5);
        return set with
        {
            Features = new FeatureMatrix(set.Features!.Columns, [.. set.Features.Chunk(0).ToArray().Select(value => value + (0.01f * random.NextSingle()))]),
        };
    }

    private static Conclusion Single(string id, IReadOnlyList<Conclusion> conclusions) => Assert.Single(conclusions, conclusion => conclusion.Id == id);

    private static IReadOnlyList<Conclusion> Run(string reference, string generated) => EvaluationFixture.Run(
        new EvaluationPlan { Reference = reference, Generated = [generated], Models = ["fake"], Metrics = ["fid"] }).Comparisons[0].Conclusions;

    private static IReadOnlyList<Conclusion> Compare(FeatureSet reference, FeatureSet generated, FeatureSet? heldOut, params string[] metrics)
    {
        EvaluationInputs inputs = new(
            new EvaluationPlan { Reference = "real", Generated = ["fake"] },
            EvaluationSource.Of("real", reference, "1", []),
            [EvaluationSource.Of("fake", generated, "2", [])],
            [],
            [.. metrics.Select(id => KeyValuePair.Create(MetricCatalog.Find(id)!, MetricSettings.Default))])
        {
            HeldOut = heldOut is null ? null : EvaluationSource.Of("held-out", heldOut, "3", []),
        };
        return Evaluator.Run(inputs, cancellation: TestContext.Current.CancellationToken).Comparisons[0].Conclusions;
    }
}
