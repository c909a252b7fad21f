using System.Text.Json.Nodes;
using Fidelis.Statistics;
using Fidelis.Training;
using Fidelis.Training.Augmentation;
using Fidelis.Training.Search;

namespace Fidelis.Reports.Json;

/// <summary>The parts of a run file of kind <c>training</c>.</summary>
public static class TrainingJson
{
    /// <summary>The kind that the envelope names.</summary>
    public const string Kind = "training";

    /// <summary>The kind of a run that trained with several seeds.</summary>
    public const string SeriesKind = "training-series";

    /// <summary>Makes what the run was made from.</summary>
    /// <param name="result">The training.</param>
    /// <returns>The property <c>inputs</c>.</returns>
    public static JsonObject Inputs(TrainingResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        LabeledDataset data = result.Data;
        return new JsonObject
        {
            ["dataset"] = new JsonObject
            {
                ["source"] = data.Description,
                ["split"] = data.SplitRule,
                ["classes"] = ClassificationJson.Names(data.Classes),
                ["images"] = new JsonObject
                {
                    ["train"] = Counts(data.Train, data.Classes.Count),
                    ["validation"] = Counts(data.Validation, data.Classes.Count),
                    ["test"] = Counts(data.Test, data.Classes.Count),
                },
                ["decoding"] = result.Options.Rules.Describe(),
                ["resizedImages"] = result.ResizedCount,
                ["streamedImages"] = result.StreamedCount,
                ["duplicates"] = new JsonArray([.. result.Duplicates.Select(Duplicate)]),
                ["contentHash"] = result.DataHash.Length == 0 ? null : result.DataHash,
                ["notes"] = ClassificationJson.Names(data.Notes),
            },
        };
    }

    /// <summary>Makes what the run found.</summary>
    /// <param name="result">The training, finished or interrupted.</param>
    /// <param name="search">The search that chose its hyperparameters, or <see langword="null"/>.</param>
    /// <returns>The property <c>result</c>.</returns>
    public static JsonObject Result(TrainingResult result, SearchResult? search = null)
    {
        ArgumentNullException.ThrowIfNull(result);
        bool hasWeights = result.Epochs.Count > 0;
        return new JsonObject
        {
            ["architecture"] = result.Architecture,
            ["input"] = new JsonArray(result.Input.Height, result.Input.Width, result.Input.Channels),
            ["parameters"] = result.ParameterCount,
            ["options"] = new JsonObject
            {
                ["epochs"] = result.Options.Epochs,
                ["batchSize"] = result.Options.BatchSize,
                ["learningRate"] = result.Options.LearningRate,
                ["schedule"] = result.Options.Schedule,
                ["warmupEpochs"] = result.Options.WarmupEpochs,
                ["augmentation"] = ClassificationJson.Names(AugmentationCatalog.Find(result.Options.Augmentations).Select(augmentation => augmentation.Id)),
                ["classWeights"] = result.Options.ClassWeights.ToString(),
                ["bestEpochBy"] = TrainingNames.Of(result.Options.BestEpoch),
                ["patience"] = result.Options.Patience,
                ["fineTunedFrom"] = result.Options.Pretrained is { } pretrained
                    ? new JsonObject { ["id"] = pretrained.Id, ["weightsHash"] = pretrained.WeightsHash }
                    : null,
                ["credit"] = result.Options.Credit,
            },
            ["identity"] = new JsonObject(result.Identity.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))),
            ["interrupted"] = result.IsInterrupted,
            ["stoppedEarly"] = result.IsStoppedEarly,
            ["conclusions"] = EvaluationJson.Conclusions(result.Conclusions),
            ["bestEpoch"] = hasWeights ? result.BestEpoch : null,
            ["files"] = hasWeights
                ? new JsonObject { ["best"] = Path.GetFileName(result.BestPath), ["last"] = Path.GetFileName(result.LastPath) }
                : null,
            ["curves"] = new JsonObject
            {
                ["epoch"] = JsonNumber.From(result.Epochs.Select(epoch => (double)epoch.Epoch)),
                ["learningRate"] = JsonNumber.From(result.Epochs.Select(epoch => epoch.LearningRate)),
                ["trainLoss"] = JsonNumber.From(result.Epochs.Select(epoch => epoch.TrainLoss)),
                ["trainAccuracy"] = JsonNumber.From(result.Epochs.Select(epoch => epoch.TrainAccuracy)),
                ["validationLoss"] = JsonNumber.From(result.Epochs.Select(epoch => epoch.ValidationLoss)),
                ["validationAccuracy"] = JsonNumber.From(result.Epochs.Select(epoch => epoch.ValidationAccuracy)),
                ["validationBalancedAccuracy"] = JsonNumber.From(result.Epochs.Select(epoch => epoch.ValidationBalancedAccuracy)),
                ["imagesPerSecond"] = JsonNumber.From(result.Epochs.Select(epoch => epoch.ImagesPerSecond)),
                ["seconds"] = JsonNumber.From(result.Epochs.Select(epoch => epoch.Seconds)),
            },
            ["search"] = search is null ? null : new JsonArray([.. search.Scores.Select(Score)]),
            ["validation"] = result.Validation is { } validation ? ClassificationJson.Scores(validation) : null,
            ["test"] = result.Test is { } test ? ClassificationJson.Scores(test) : null,
        };
    }

    /// <summary>Makes what a series of trainings found that differ by their seed alone.</summary>
    /// <param name="outcomes">The outcome of each seed.</param>
    /// <returns>The property <c>result</c> of a run of kind <see cref="SeriesKind"/>.</returns>
    public static JsonObject Series(IReadOnlyList<TrainingOutcome> outcomes)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        return new JsonObject
        {
            ["seeds"] = new JsonArray(
            [
                .. outcomes.Select(outcome => new JsonObject
                {
                    ["seed"] = outcome.Seed,
                    ["folder"] = TrainingSeries.FolderOf(outcome.Seed),
                    ["bestEpoch"] = outcome.BestEpoch,
                    ["validationAccuracy"] = outcome.Validation.Value,
                    ["testAccuracy"] = outcome.Test.Value,
                    ["testInterval"] = JsonNumber.From([outcome.Test.Lower, outcome.Test.Upper]),
                    ["intervalMethod"] = Accuracy.IntervalMethod,
                }),
            ]),
            ["validationAccuracy"] = Spread(TrainingSeries.Summarise(outcomes.Select(outcome => outcome.Validation.Value))),
            ["testAccuracy"] = Spread(TrainingSeries.Summarise(outcomes.Select(outcome => outcome.Test.Value))),
        };
    }

    private static JsonObject Spread((double Mean, double? Deviation) spread) => new()
    {
        ["mean"] = spread.Mean,
        ["standardDeviation"] = JsonNumber.From(spread.Deviation),
    };

    private static JsonObject Score(SearchScore score) => new()
    {
        ["trial"] = score.Trial.Number,
        ["rung"] = score.Rung,
        ["epochs"] = score.Epochs,
        ["learningRate"] = score.Trial.LearningRate,
        ["batchSize"] = score.Trial.BatchSize,
        ["augmentation"] = ClassificationJson.Names(score.Trial.Augmentations),
        ["schedule"] = score.Trial.Schedule,
        ["validationAccuracy"] = JsonNumber.From(score.Best?.ValidationAccuracy),
        ["validationBalancedAccuracy"] = JsonNumber.From(score.Best?.ValidationBalancedAccuracy),
        ["validationLoss"] = JsonNumber.From(score.Best?.ValidationLoss),
        ["kept"] = score.IsKept,
    };

    private static JsonObject Duplicate(SplitDuplicate duplicate) => new()
    {
        ["path"] = duplicate.Path,
        ["part"] = duplicate.Part,
        ["earlierPath"] = duplicate.EarlierPath,
        ["earlierPart"] = duplicate.EarlierPart,
        ["sameFile"] = duplicate.IsSameFile,
        ["sameClass"] = duplicate.IsSameClass,
    };

    private static JsonArray Counts(IReadOnlyList<LabeledImage> images, int classCount)
    {
        int[] counts = new int[classCount];
        foreach (LabeledImage image in images)
        {
            counts[image.Label]++;
        }

        return new JsonArray([.. counts.Select(count => (JsonNode)count)]);
    }
}
