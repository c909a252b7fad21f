using System.Globalization;
using Fidelis.Evaluation;
using Fidelis.Networks.Architectures;
using Fidelis.Numerics.Kernels;
using Fidelis.Training.Augmentation;

namespace Fidelis.Training;

/// <summary>Everything that decides the weights of a training, by name: a checkpoint of another identity would lead to other weights.</summary>
internal static class TrainingIdentity
{
    /// <summary>The name of the one part that is known only when all images are decoded.</summary>
    public const string DataHash = "hash of the images";

    /// <summary>Describes a training.</summary>
    /// <param name="network">The network.</param>
    /// <param name="data">The images.</param>
    /// <param name="options">How it is trained.</param>
    /// <returns>Names and values as a sentence can give them.</returns>
    public static Dictionary<string, string> Of(LayeredNetwork network, LabeledDataset data, TrainingOptions options) => new(StringComparer.Ordinal)
    {
        ["version of Fidelis"] = RunEnvelope.CurrentVersion,
        ["instruction set"] = InstructionSets.Active.Name,
        ["architecture"] = network.Architecture,
        ["input size"] = Text($"{network.Input.Width}x{network.Input.Height}"),
        ["classes"] = string.Join(", ", data.Classes),
        ["decoding"] = options.Rules.Describe(),
        ["division"] = data.SplitRule,
        ["first weights"] = options.Pretrained is { } model ? $"those of {model.WeightsHash}" : "random",
        ["epochs"] = Text($"{options.Epochs}"),
        ["batch size"] = Text($"{options.BatchSize}"),
        ["learning rate"] = Text($"{options.LearningRate}"),
        ["schedule"] = options.Schedule,
        ["warm-up epochs"] = Text($"{options.WarmupEpochs}"),
        ["augmentation"] = options.Augmentations.Count == 0 ? "none" : string.Join(",", AugmentationCatalog.Find(options.Augmentations).Select(a => a.Id)),
        ["class weights"] = options.ClassWeights.ToString(),
        ["choice of the best epoch"] = TrainingNames.Of(options.BestEpoch),
        ["patience"] = options.Patience is { } patience ? Text($"{patience}") : "none",
        ["seed"] = Text($"{options.Seed}"),
    };

    /// <summary>Compares two trainings.</summary>
    /// <param name="earlier">The one that was begun.</param>
    /// <param name="later">The one that is to go on.</param>
    /// <returns>A few words on each difference in what the later one names; none where they lead to the same weights.</returns>
    public static IEnumerable<string> Differences(IReadOnlyDictionary<string, string> earlier, IReadOnlyDictionary<string, string> later) =>
        later.Where(pair => earlier.GetValueOrDefault(pair.Key) != pair.Value)
            .Select(pair => $"the {pair.Key} was '{earlier.GetValueOrDefault(pair.Key, "unknown")}' and is now '{pair.Value}'");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
