using Fidelis.Evaluation;
using Fidelis.Features;
using Fidelis.Numerics.Errors;
using Fidelis.Registry;
using Fidelis.Statistics;
using Fidelis.Testing;
using Fidelis.Tests.Features;
using Fidelis.Tests.Images;
using Fidelis.Tests.Sensitivity;

namespace Fidelis.Tests.Evaluation;

/// <summary>Folders of small pictures, and plans over them whose models are networks that can be computed by hand.</summary>
internal sealed class EvaluationFixture : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public string PathOf(string name) => Path.Combine(folder.Path, name);

    /// <summary>Writes pictures of noise and gives their folder.</summary>
    public string Images(string name, int count, int seed = 1, int width = 4, int height = 4, params string[] classes)
    {
        for (int i = 0; i < count; i++)
        {
            string place = classes.Length == 0 ? "" : classes[i % classes.Length] + "/";
            folder.Write($"{name}/{place}{i:0000}.bmp", Bitmaps.Noise(width, height, (seed * 10_000) + i));
        }

        return PathOf(name);
    }

    public string File(string name, byte[] content) => folder.Write(name, content);

    /// <summary>Extracts a folder by the fake network into a features file.</summary>
    public string Features(string name, string images, ExtractionOptions? options = null)
    {
        Extraction extraction = new FeatureExtractor(FakeNetwork.Register(), options ?? new ExtractionOptions())
            .Extract(Fidelis.Images.ImageSources.Open(images), cancellation: TestContext.Current.CancellationToken);
        FeatureFile.Write(PathOf(name), extraction.Set);
        return PathOf(name);
    }

    /// <summary>Writes the statistics of a features file.</summary>
    public string Statistics(string name, string features, Func<FeatureStatistics, FeatureStatistics>? change = null)
    {
        FeatureStatistics statistics = FeatureStatistics.Of(FeatureFile.Read(features));
        StatisticsFile.Write(PathOf(name), change?.Invoke(statistics) ?? statistics);
        return PathOf(name);
    }

    public static EvaluationInputs Open(EvaluationPlan plan) => EvaluationSetup.Open(plan, OpenModel, SourceOpener.Open);

    public static RunResult Run(EvaluationPlan plan) => Evaluator.Run(Open(plan), cancellation: TestContext.Current.CancellationToken);

    public static string Refusal(EvaluationPlan plan) => Assert.Throws<InputException>(() => Open(plan)).Message;

    public void Dispose() => folder.Dispose();

    private static RegisteredModel OpenModel(string? spec) => spec switch
    {
        "fake" => FakeNetwork.Register(),
        "fake@map" => FakeNetwork.Register("map"),
        "scaled" => ScaledNetwork.Register(),
        "scaled@near" => ScaledNetwork.Register("near"),
        "spatial" => FakeNetwork.Register() with { Id = "spatial:test", Network = new FakeNetwork(map: "sfid") },
        "spatial@sfid" => FakeNetwork.Register("sfid") with { Network = new FakeNetwork(map: "sfid") },
        null => throw new InputException("The default model needs weights that are not on this machine."),
        _ => throw new InputException($"There is no model '{spec}'."),
    };
}
