using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Fidelis.Networks.Weights;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.Randomness;

namespace Fidelis.Training;

/// <summary>
/// The file from which a training goes on: a safetensors file with the weights, the optimiser's running means, the best weights so far,
/// and, as metadata, the identity of the training, its place and its curves.
/// </summary>
/// <remarks>
/// It is written whole or not at all, so that a process that is killed leaves the one before it. A hash over all that it holds finds what a
/// disk or a copy changed: any other bit would lead to other weights, and nobody would know.
/// </remarks>
internal sealed class Checkpoint
{
    private const string Format = "fidelis-checkpoint/2";
    private const string HashKey = "sha256";
    private const string Remedy = "Begin anew by --overwrite.";
    private const string WeightsPrefix = "weights/";
    private const string BestPrefix = "best/";
    private const string ProbabilitiesName = "best.probabilities";
    private const int DropoutWords = 5;

    private readonly string path;
    private readonly IReadOnlyList<NamedTensor> tensors;
    private readonly CheckpointPlace place;

    private Checkpoint(string path, IReadOnlyList<NamedTensor> tensors, CheckpointPlace place, IReadOnlyDictionary<string, string> identity)
    {
        this.path = path;
        this.tensors = tensors;
        this.place = place;
        Identity = identity;
    }

    /// <summary>Gets the identity of the training that was begun.</summary>
    public IReadOnlyDictionary<string, string> Identity { get; }

    /// <summary>Gets the number of finished epochs.</summary>
    public int FinishedEpochCount => place.Epochs.Count;

    /// <summary>Writes a checkpoint.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="state">Where the training is.</param>
    /// <param name="identity">What decides its weights.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(string path, TrainingState state, Dictionary<string, string> identity)
    {
        Xoshiro256State dropout = state.Trainer.DropoutState;
        CheckpointPlace place = new(
            state.BatchesDone,
            state.LossSum,
            state.CorrectCount,
            state.Seconds,
            state.Trainer.StepCount,
            state.BestEpoch,
            [dropout.Word0, dropout.Word1, dropout.Word2, dropout.Word3, BitConverter.DoubleToUInt64Bits(dropout.SpareGaussian)],
            state.Epochs);
        Dictionary<string, string> metadata = new(StringComparer.Ordinal)
        {
            ["format"] = Format,
            ["identity"] = JsonSerializer.Serialize(identity, CheckpointJson.Default.DictionaryStringString),
            ["place"] = JsonSerializer.Serialize(place, CheckpointJson.Default.CheckpointPlace),
        };
        List<NamedTensor> tensors =
            [.. ParameterValues.Of(state.Network.Parameters, WeightsPrefix), .. ParameterValues.Of(state.Trainer.OptimizerState)];
        if (state.Best is { } best)
        {
            tensors.AddRange(ParameterValues.Of(best.Parameters, BestPrefix));
            tensors.Add(new NamedTensor(ProbabilitiesName, [state.BestProbabilities.Length], state.BestProbabilities));
        }

        metadata[HashKey] = HashOf(metadata, tensors);
        new SafetensorsFile(metadata, tensors).Write(path);
    }

    /// <summary>Reads a checkpoint.</summary>
    /// <param name="path">The file.</param>
    /// <returns>What it holds, not yet applied.</returns>
    /// <exception cref="InputException">The file cannot be read, or is no checkpoint of this format.</exception>
    public static Checkpoint Read(string path)
    {
        SafetensorsFile file = FileWindow.LengthOf(path) > 0 ? SafetensorsFile.Read(path, Remedy) : throw Damaged(path, "it is empty");
        string format = file.Metadata.GetValueOrDefault("format", "none");
        if (format != Format)
        {
            throw new InputException($"A checkpoint must be of format {Format}, but '{path}' is of '{Printable.Of(format)}'. {Remedy}");
        }

        if (file.Metadata.GetValueOrDefault(HashKey) != HashOf(file.Metadata, file.Tensors))
        {
            throw Damaged(path, "what it holds is not what was written");
        }

        try
        {
            CheckpointPlace place = JsonSerializer.Deserialize(file.Metadata.GetValueOrDefault("place", ""), CheckpointJson.Default.CheckpointPlace)
                ?? throw Damaged(path, "its place is null");
            return new Checkpoint(
                path,
                file.Tensors,
                place,
                JsonSerializer.Deserialize(file.Metadata.GetValueOrDefault("identity", ""), CheckpointJson.Default.DictionaryStringString)
                    ?? throw Damaged(path, "its identity is null"));
        }
        catch (JsonException e)
        {
            throw Damaged(path, e.Message);
        }
    }

    /// <summary>Puts a training where the checkpoint was.</summary>
    /// <param name="state">The training, at its beginning; of the checkpoint's identity.</param>
    /// <param name="validationCount">The number of validation images.</param>
    /// <exception cref="InputException">The checkpoint is damaged.</exception>
    public void ApplyTo(TrainingState state, int validationCount)
    {
        bool hasBest = place.Epochs.Count > 0;
        if (place.Dropout.Count != DropoutWords || place.Batches < 0 || place.Steps < 0 || place.BestEpoch < (hasBest ? 1 : 0) || place.BestEpoch > place.Epochs.Count)
        {
            throw Damaged(path, "its place does not exist");
        }

        List<string> problems = [];
        List<NamedTensor> others = [.. tensors];
        if (hasBest)
        {
            float[] probabilities = tensors.FirstOrDefault(t => t.Name == ProbabilitiesName)?.Values ?? [];
            if (probabilities.Length != validationCount * state.Network.Classes.Count || Array.Exists(probabilities, p => !float.IsFinite(p)))
            {
                problems.Add("its probabilities are not those of the validation images");
            }

            // The best weights pass through the network, which tells whether they are its own.
            problems.AddRange(ParameterValues.Assign(state.Network.Parameters, Take(BestPrefix), BestPrefix));
            state.Best = state.Network.SnapshotWeights();
            state.BestProbabilities = probabilities;
            others.RemoveAll(t => t.Name == ProbabilitiesName);
        }

        problems.AddRange(ParameterValues.Assign(state.Network.Parameters, Take(WeightsPrefix), WeightsPrefix));
        problems.AddRange(ParameterValues.Assign(state.Trainer.OptimizerState, others));
        if (problems.Count > 0)
        {
            throw Damaged(path, string.Join("; ", problems));
        }

        state.Epochs.AddRange(place.Epochs);
        (state.BatchesDone, state.LossSum, state.CorrectCount, state.Seconds) = (place.Batches, place.LossSum, place.Correct, place.Seconds);
        (state.BestEpoch, state.Trainer.StepCount) = (place.BestEpoch, place.Steps);
        state.Trainer.DropoutState = new Xoshiro256State(
            place.Dropout[0], place.Dropout[1], place.Dropout[2], place.Dropout[3], BitConverter.UInt64BitsToDouble(place.Dropout[4]));

        List<NamedTensor> Take(string prefix)
        {
            List<NamedTensor> taken = others.FindAll(t => t.Name.StartsWith(prefix, StringComparison.Ordinal));
            others.RemoveAll(t => t.Name.StartsWith(prefix, StringComparison.Ordinal));
            return taken;
        }
    }

    /// <summary>Computes the SHA-256 of the other metadata in the order of their keys, each as <c>key=value</c> and a line feed, and of the hash of the values.</summary>
    private static string HashOf(IReadOnlyDictionary<string, string> metadata, IReadOnlyList<NamedTensor> tensors)
    {
        StringBuilder text = new();
        foreach ((string key, string value) in metadata.Where(pair => pair.Key != HashKey).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            text.Append(key).Append('=').Append(value).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.Append(SafetensorsFile.HashOf(tensors)).ToString())));
    }

    private static InputException Damaged(string path, string what) =>
        new($"The checkpoint '{path}' is damaged: {what.TrimEnd('.')}. {Remedy}");
}
