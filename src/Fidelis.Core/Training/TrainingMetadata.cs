using System.Text.Json.Nodes;
using Fidelis.Evaluation;
using Fidelis.Statistics;
using Fidelis.Training.Augmentation;

namespace Fidelis.Training;

/// <summary>What a model file says about its training: strings, structured values as JSON text.</summary>
internal static class TrainingMetadata
{
    /// <summary>Describes the weights of one epoch.</summary>
    /// <param name="result">The training.</param>
    /// <param name="epoch">The epoch that the weights come from.</param>
    /// <param name="validation">Their scores on the validation images.</param>
    /// <param name="test">Their scores on the test images, or <see langword="null"/> where they are not known.</param>
    /// <returns>Keys and values.</returns>
    public static Dictionary<string, string> Of(TrainingResult result, int epoch, Accuracy validation, Accuracy? test)
    {
        TrainingOptions options = result.Options;
        Dictionary<string, string> metadata = new(StringComparer.Ordinal)
        {
            ["fidelis"] = RunEnvelope.CurrentVersion,
            ["training_data_hash"] = result.DataHash,
            ["seed"] = FormattableString.Invariant($"{options.Seed}"),
            ["training"] = new JsonObject
            {
                ["loss"] = "cross-entropy",
                ["optimizer"] = "adam",
                ["learningRate"] = options.LearningRate,
                ["batchSize"] = options.BatchSize,
                ["epochs"] = options.Epochs,
                ["schedule"] = options.Schedule,
                ["warmupEpochs"] = options.WarmupEpochs,
                ["augmentation"] = new JsonArray([.. AugmentationCatalog.Find(options.Augmentations).Select(a => (JsonNode)a.Id)]),
                ["classWeights"] = options.ClassWeights.ToString(),
                ["bestEpochBy"] = TrainingNames.Of(options.BestEpoch),
                ["patience"] = options.Patience,
                ["epoch"] = epoch,
                ["decoding"] = options.Rules.Describe(),
                ["split"] = result.Data.SplitRule,
                ["trainImages"] = result.Data.Train.Count,
                ["validationImages"] = result.Data.Validation.Count,
                ["testImages"] = result.Data.Test.Count,
            }.ToJsonString(),
            ["training_identity"] = new JsonObject(result.Identity.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))).ToJsonString(),
            ["accuracy"] = new JsonObject { ["validation"] = Json(validation), ["test"] = test is null ? null : Json(test) }.ToJsonString(),
        };
        if (options.Pretrained is { } pretrained)
        {
            metadata["fine_tuned_from"] = pretrained.WeightsHash;
        }

        if (options.Credit is { } credit)
        {
            metadata["credit"] = credit;
        }

        return metadata;
    }

    private static JsonObject Json(Accuracy accuracy) => new()
    {
        ["value"] = accuracy.Value,
        ["interval"] = new JsonArray(accuracy.Lower, accuracy.Upper),
        ["intervalMethod"] = Accuracy.IntervalMethod,
        ["correct"] = accuracy.CorrectCount,
        ["images"] = accuracy.ImageCount,
    };
}
