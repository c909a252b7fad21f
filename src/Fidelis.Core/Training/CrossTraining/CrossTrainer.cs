using Fidelis.Images;
using Fidelis.Metrics;
using Fidelis.Networks.Architectures;
using Fidelis.Numerics.Errors;
using Fidelis.Statistics;

namespace Fidelis.Training.CrossTraining;

/// <summary>Trains a classifier on one set and judges it on another: what <c>gan-train</c> and <c>gan-test</c> have in common.</summary>
internal static class CrossTrainer
{
    private static readonly MetricOptions<CrossTrainingOptions> Options = new MetricOptions<CrossTrainingOptions>(new CrossTrainingOptions())
        .Choice("model", "The architecture that is trained, with its own batch size and learning rate.", [.. ArchitectureCatalog.All.Select(architecture => (architecture.Id, architecture.Id))], options => options.Model, (options, value) => options with { Model = value })
        .WholeNumberOr("epochs", "The passes over the training images; auto is the architecture's own number.", 1, 1_000_000, "auto", options => options.Epochs, (options, value) => options with { Epochs = value })
        .Seed("seed", "Seed of the division into training and validation images, of the first weights and of the order of the images.", options => options.Seed, (options, value) => options with { Seed = value });

    /// <summary>Describes one of the two metrics.</summary>
    public static MetricDescriptor Describe(string id, string name, string meaning) => new()
    {
        Id = id,
        Name = name,
        Meaning = meaning,
        Direction = MetricDirection.HigherIsBetter,
        Range = "[0, 1]",
        Needs = MetricNeeds.Reference | MetricNeeds.Labels,
        Reference = "Shmelkov et al. 2018, How good is my GAN?, arXiv:1807.09499; Ravuri and Vinyals 2019, Classification Accuracy Score, arXiv:1905.10887",
        Options = Options,
        MinimumImageCount = 2,
        IsCostly = true,
    };

    /// <summary>Trains on nine tenths of one set, chooses the epoch by the rest of it, and scores the classifier on the other set.</summary>
    /// <param name="id">The metric, for the progress.</param>
    /// <param name="learned">The set that is learned from.</param>
    /// <param name="judged">The set that the classifier is judged on.</param>
    /// <param name="inputs">Rules and time.</param>
    /// <param name="settings">The options that the user gave.</param>
    /// <param name="progress">Told how far it is, or <see langword="null"/>.</param>
    /// <param name="cancellation">Ends it.</param>
    public static MetricScore Compute(
        string id,
        ImageSource learned,
        ImageSource judged,
        TrainingMetricInputs inputs,
        MetricSettings settings,
        IProgress<string>? progress,
        CancellationToken cancellation)
    {
        CrossTrainingOptions options = Options.Bind(settings);
        IArchitecture architecture = options.Architecture;
        string[] shared = [.. learned.Classes.Intersect(judged.Classes, StringComparer.Ordinal)];
        if (shared.Length < 2)
        {
            throw new InputException(
                $"A classifier needs at least 2 classes that both sets have, but '{learned.Description}' has {Describe(learned.Classes)} and '{judged.Description}' {Describe(judged.Classes)}: put the images of each class into a folder of its name, or give a file of labels by --labels.");
        }

        LabeledDataset data = DatasetDivision.DivideTrain(
            learned.Description, "learned", learned.OnlyClasses(shared), "judged", judged.OnlyClasses(shared), options.Seed, []);
        using TemporaryTraining folder = new();
        TrainingJob job = new(
            architecture,
            data,
            new TrainingOptions
            {
                OutputFolder = folder.Path,
                Epochs = options.Epochs ?? architecture.Defaults.Epochs,
                BatchSize = architecture.Defaults.BatchSize,
                LearningRate = architecture.Defaults.LearningRate,
                Seed = options.Seed,
                Rules = inputs.Rules,
            },
            inputs.Clock);
        TrainingResult result = job.Run(new CrossTrainingObserver(id, progress), cancellation);

        // A job that is cancelled comes back with what it has, for which there is no use here.
        cancellation.ThrowIfCancellationRequested();
        return ScoreOf(result);
    }

    private static MetricScore ScoreOf(TrainingResult result)
    {
        ClassificationScores test = result.Test!;
        ClassConfusion confusion = new(result.Data.Classes, test.Confusion);
        return AccuracyScore.Of(confusion) with
        {
            Details = new Dictionary<string, double>
            {
                ["classes"] = result.Data.Classes.Count,
                ["meanRecall"] = confusion.MeanRecall(),
                ["trainImages"] = result.Data.Train.Count,
                ["validationImages"] = result.Data.Validation.Count,
                ["testImages"] = result.Data.Test.Count,
                ["epochs"] = result.Epochs.Count,
                ["bestEpoch"] = result.BestEpoch,
                ["validationAccuracy"] = result.Validation!.Accuracy.Value,
                ["testDuplicates"] = result.Duplicates.Count(duplicate => duplicate.Part == "test"),
            },
        };
    }

    private static string Describe(IReadOnlyList<string> classes) => classes.Count == 0 ? "none" : string.Join(", ", classes);
}
