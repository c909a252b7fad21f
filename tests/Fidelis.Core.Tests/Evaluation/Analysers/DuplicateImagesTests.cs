using Fidelis.Evaluation;
using Fidelis.Features;
using Fidelis.Metrics;
using Fidelis.Tests.Images;
using Fidelis.Tests.Metrics;

namespace Fidelis.Tests.Evaluation.Analysers;

public sealed class DuplicateImagesTests : IDisposable
{
    private readonly EvaluationFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Fact]
    public void Analyse_EveryImageEightTimes_SaysHowManyAreDifferentAndWhatTheErrorsAreWorth()
    {
        string real = fixture.Images("real", 40);
        for (int i = 0; i < 48; i++)
        {
            fixture.File($"fake/{i:00}.bmp", Bitmaps.Noise(4, 4, 100 + (i % 6)));
        }

        Conclusion conclusion = Assert.Single(Run(real, fixture.PathOf("fake")), conclusion => conclusion.Id == "duplicate-images");

        // Each of 6 pictures 8 times: the error of a mean is sqrt(8) = 2.83 of that of 48 draws.
        Assert.Equal(ConclusionKind.Warning, conclusion.Kind);
        Assert.StartsWith("48 of 48 images in '", conclusion.Message);
        Assert.Contains("equal another one pixel by pixel, so that 6 are different.", conclusion.Message);
        Assert.Contains("about 2.83 times", conclusion.Message);
    }

    [Fact]
    public void Analyse_TheSamePixelsInOtherBytes_AreTheSameImage()
    {
        string real = fixture.Images("real", 300);
        byte[] first = Bitmaps.Noise(4, 4, 10_000);

        // Two bytes of the header that no reader looks at.
        first[6] = 1;
        fixture.File("real/copy.bmp", first);

        Conclusion conclusion = Assert.Single(Run(real, fixture.Images("fake", 20, 2)), conclusion => conclusion.Id == "duplicate-images");

        Assert.Equal(ConclusionKind.Note, conclusion.Kind);
        Assert.StartsWith("2 of 301 images in '", conclusion.Message);
        Assert.EndsWith("so that 300 are different: too few to change an error.", conclusion.Message);
    }

    [Fact]
    public void Analyse_ImagesThatAllDiffer_IsSilent() =>
        Assert.DoesNotContain(Run(fixture.Images("real", 40), fixture.Images("fake", 40, 2)), conclusion => conclusion.Id == "duplicate-images");

    [Fact]
    public void Analyse_AFileOfEqualRows_SpeaksOfFeaturesAndNotOfDeadChannels()
    {
        FeatureSet repeated = SampleSets.Draw(1, 5, 8).Select([.. Enumerable.Range(0, 40).Select(i => (long)(i % 5))]);
        EvaluationInputs inputs = new(
            new EvaluationPlan { Reference = "real", Generated = ["fake"] },
            EvaluationSource.Of("real", repeated, "1", []),
            [EvaluationSource.Of("fake", SampleSets.Draw(2, 40, 8), "2", [])],
            [],
            [KeyValuePair.Create(MetricCatalog.Find("fid")!, MetricSettings.Default)]);

        IReadOnlyList<Conclusion> conclusions = Evaluator.Run(inputs, cancellation: TestContext.Current.CancellationToken).Comparisons[0].Conclusions;

        Assert.StartsWith("40 of 40 images in 'real' have the very features of another one, so that 5 are different.", Assert.Single(conclusions, conclusion => conclusion.Id == "duplicate-images").Message);
        Assert.DoesNotContain(conclusions, conclusion => conclusion.Id == "low-rank");
    }

    private static IReadOnlyList<Conclusion> Run(string reference, string generated) => EvaluationFixture.Run(
        new EvaluationPlan { Reference = reference, Generated = [generated], Models = ["fake"], Metrics = ["fid"] }).Comparisons[0].Conclusions;
}
