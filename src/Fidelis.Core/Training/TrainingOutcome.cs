using System.Text.Json;
using Fidelis.Networks.Weights;
using Fidelis.Numerics.Errors;
using Fidelis.Statistics;

namespace Fidelis.Training;

/// <summary>What is compared between finished trainings.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="BestEpoch">The epoch whose weights were chosen.</param>
/// <param name="Validation">The accuracy on the validation images, which chose.</param>
/// <param name="Test">The accuracy on the test images.</param>
public sealed record TrainingOutcome(ulong Seed, int BestEpoch, Accuracy Validation, Accuracy Test)
{
    /// <summary>Takes the outcome of a training.</summary>
    /// <param name="result">A finished training.</param>
    /// <returns>The outcome.</returns>
    /// <exception cref="ArgumentException">The training is not finished.</exception>
    public static TrainingOutcome Of(TrainingResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return result is { Validation: { } validation, Test: { } test }
            ? new TrainingOutcome(result.Options.Seed, result.BestEpoch, validation.Accuracy, test.Accuracy)
            : throw new ArgumentException("Only a finished training has an outcome.", nameof(result));
    }

    /// <summary>Reads the outcome that a model file carries.</summary>
    /// <returns>The outcome; <see langword="null"/> where the training was not finished, or the file says nothing of it.</returns>
    internal static TrainingOutcome? Read(string path, out IReadOnlyDictionary<string, string> identity)
    {
        IReadOnlyDictionary<string, string> metadata = ModelFile.Load(path).Metadata;
        try
        {
            identity = JsonSerializer.Deserialize(metadata.GetValueOrDefault("training_identity", "{}"), CheckpointJson.Default.DictionaryStringString) ?? [];
            using JsonDocument accuracy = JsonDocument.Parse(metadata.GetValueOrDefault("accuracy", "{}"));
            using JsonDocument training = JsonDocument.Parse(metadata.GetValueOrDefault("training", "{}"));
            return AccuracyOf(accuracy.RootElement, "validation") is { } validation
                && AccuracyOf(accuracy.RootElement, "test") is { } test
                && training.RootElement.TryGetProperty("epoch", out JsonElement epoch)
                && ulong.TryParse(metadata.GetValueOrDefault("seed"), out ulong seed)
                ? new TrainingOutcome(seed, epoch.GetInt32(), validation, test)
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new InputException($"What the model file '{path}' says of its training is damaged: {e.Message}", e);
        }
    }

    private static Accuracy? AccuracyOf(JsonElement accuracies, string part) =>
        accuracies.TryGetProperty(part, out JsonElement accuracy) && accuracy.ValueKind == JsonValueKind.Object
        && accuracy.TryGetProperty("correct", out JsonElement correct) && accuracy.TryGetProperty("images", out JsonElement images)
            ? Accuracy.Of(correct.GetInt32(), images.GetInt32())
            : null;
}
