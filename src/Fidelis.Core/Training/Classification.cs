using Fidelis.Features;
using Fidelis.Images;
using Fidelis.Numerics.Errors;

namespace Fidelis.Training;

/// <summary>Judges a trained classifier on images in class folders.</summary>
public static class Classification
{
    /// <summary>Classifies every image and compares with the name of its folder.</summary>
    /// <param name="extractor">The classifier and how it looks at images.</param>
    /// <param name="source">The images. Their classes must be among the classifier's; fewer are allowed.</param>
    /// <param name="progress">Told after every batch, or <see langword="null"/>.</param>
    /// <param name="cancellation">Ends the work by an <see cref="OperationCanceledException"/>.</param>
    /// <returns>Probabilities and scores.</returns>
    /// <exception cref="InputException">
    /// The model is no classifier, the images are not in class folders, the classifier does not know one of the classes, an image cannot be read, or a probability is
    /// not a number.
    /// </exception>
    public static ClassificationResult Run(
        FeatureExtractor extractor, ImageSource source, IProgress<ExtractionProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(extractor);
        ArgumentNullException.ThrowIfNull(source);
        IReadOnlyList<string> known = extractor.Model.Network.Classes;
        if (known.Count == 0)
        {
            throw new InputException($"A classifier must tell classes apart, but the model '{extractor.Model.Id}' gives features alone.");
        }

        Dictionary<string, int> labels = known.Select((name, label) => (name, label)).ToDictionary(pair => pair.name, pair => pair.label, StringComparer.Ordinal);
        if (source.Entries.FirstOrDefault(entry => entry.ClassName is null) is { } unlabelled)
        {
            throw new InputException(
                $"Each image must have a class, but '{unlabelled.Path}' in '{source.Description}' has none: make one folder per class, named as the model names it, or give a file of labels by --labels.");
        }

        string[] unknown = [.. source.Classes.Where(name => !labels.ContainsKey(name)).Select(name => $"'{name}'")];
        if (unknown.Length > 0)
        {
            throw new InputException(
                $"The classes of the images must be among those of the model '{extractor.Model.Id}' ({string.Join(", ", known)}), but '{source.Description}' has {string.Join(", ", unknown)}: rename or remove {(unknown.Length == 1 ? "the folder" : "the folders")}.");
        }

        Extraction extraction = extractor.Extract(source, progress, cancellation);
        FeatureMatrix probabilities = extraction.Set.Probabilities!;
        float[] values = new float[checked((int)probabilities.RowCount * probabilities.Columns)];
        for (int i = 0; i < probabilities.RowCount; i++)
        {
            probabilities.Row(i).CopyTo(values.AsSpan(i * probabilities.Columns));
        }

        return Array.FindIndex(values, float.IsNaN) is int at and >= 0
            ? throw new InputException(
                $"The probabilities of a model must be numbers, but those of '{extractor.Model.Id}' for '{extraction.Set.Paths[at / probabilities.Columns]}' are not: train it again.")
            : new ClassificationResult(extraction, ClassificationScores.Compute(known, [.. extraction.Set.Labels.Select(name => labels[name!])], values));
    }
}
