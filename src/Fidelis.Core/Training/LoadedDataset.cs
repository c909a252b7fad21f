using System.Security.Cryptography;
using Fidelis.Evaluation;
using Fidelis.Imaging.Decoding;
using Fidelis.Networks.Architectures;
using Fidelis.Numerics.Errors;

namespace Fidelis.Training;

/// <summary>A data set whose images have all been read once.</summary>
/// <param name="Train">The images that the weights are fitted to.</param>
/// <param name="Validation">The images that the best epoch is chosen by.</param>
/// <param name="Test">The images that the result is judged by.</param>
/// <param name="Hash">SHA-256 of one line <c>part class hash-of-the-file</c> per image, in lower-case hexadecimal.</param>
/// <param name="Duplicates">The images whose equal stands in an earlier part.</param>
/// <param name="Conclusions">What there is to say of how the images are stored.</param>
internal sealed record LoadedDataset(
    TrainingImages Train, TrainingImages Validation, TrainingImages Test, string Hash, IReadOnlyList<SplitDuplicate> Duplicates, IReadOnlyList<Conclusion> Conclusions)
{
    /// <summary>Gets the three parts.</summary>
    public IReadOnlyList<TrainingImages> Parts => [Train, Validation, Test];

    /// <summary>Reads all images.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="input">The network's input.</param>
    /// <param name="rules">The rules by which stored values become pixels.</param>
    /// <param name="memoryBytes">The bytes that may stay decoded; <see langword="null"/> for half of the free memory.</param>
    /// <param name="observer">Is told of each image.</param>
    /// <param name="cancellation">Ends the reading by an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The images.</returns>
    /// <exception cref="InputException">An image cannot be read.</exception>
    public static LoadedDataset Load(LabeledDataset data, InputShape input, DecodingRules rules, long? memoryBytes, ITrainingObserver observer, CancellationToken cancellation)
    {
        int total = data.Train.Count + data.Validation.Count + data.Test.Count;
        MemoryBudget budget = memoryBytes is { } bytes ? new MemoryBudget(bytes) : MemoryBudget.Detect();
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        DatasetCensus census = new(data);
        int done = 0;
        TrainingImages train = LoadPart("train", data.Train);
        TrainingImages validation = LoadPart("validation", data.Validation);
        TrainingImages test = LoadPart("test", data.Test);
        return new LoadedDataset(
            train,
            validation,
            test,
            Convert.ToHexStringLower(hash.GetHashAndReset()),
            SplitDuplicates.Find(("train", train), ("validation", validation), ("test", test)),
            census.Conclude(input, rules.Window));

        TrainingImages LoadPart(string name, IReadOnlyList<LabeledImage> part) =>
            TrainingImages.Load(name, part, input, rules, budget, hash, census, () => observer.ImageDecoded(++done, total), cancellation);
    }
}
