using System.Text.Json.Serialization;

namespace Fidelis.Training;

/// <summary>Where a training is, besides its tensors, as a checkpoint's metadata give it.</summary>
/// <param name="Batches">The steps that the epoch in hand has taken.</param>
/// <param name="LossSum">The sum of the losses of its images, in nats.</param>
/// <param name="Correct">Its images that were classified correctly.</param>
/// <param name="Seconds">The seconds that it has taken.</param>
/// <param name="Steps">The steps of the whole training.</param>
/// <param name="BestEpoch">The best epoch so far.</param>
/// <param name="Dropout">The state of dropout's random numbers: four words, then the bits of the spare normal number.</param>
/// <param name="Epochs">The finished epochs.</param>
internal sealed record CheckpointPlace(
    int Batches, double LossSum, int Correct, double Seconds, long Steps, int BestEpoch, IReadOnlyList<ulong> Dropout, IReadOnlyList<TrainingEpoch> Epochs);

/// <summary>Writes and reads the metadata of a checkpoint. A clock may stand still, so that a rate may be infinite.</summary>
[JsonSourceGenerationOptions(
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(CheckpointPlace))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class CheckpointJson : JsonSerializerContext;
