using Fidelis.Statistics;

namespace Fidelis.Training;

/// <summary>How well a classifier does on labelled images: everything that follows from labels and class probabilities.</summary>
/// <remarks>
/// A value that does not exist, such as the recall of a class without images, is <see langword="null"/>, is left out of the averages,
/// and has a sentence in <see cref="Notes"/>.
/// </remarks>
public sealed class ClassificationScores
{
    private ClassificationScores(IReadOnlyList<ClassScores> classes, ConfusionMatrix confusion, Accuracy accuracy, double meanLoss, List<string> notes)
    {
        Classes = classes;
        Confusion = confusion;
        Accuracy = accuracy;
        MeanLoss = meanLoss;
        MacroPrecision = MeanOf(classes.Select(c => c.Precision));
        MacroRecall = MeanOf(classes.Select(c => c.Recall));
        MacroF1 = MeanOf(classes.Select(c => c.F1));
        WeightedPrecision = WeightedMeanOf(classes, c => c.Precision);
        WeightedRecall = WeightedMeanOf(classes, c => c.Recall);
        WeightedF1 = WeightedMeanOf(classes, c => c.F1);
        Notes = notes;
    }

    /// <summary>Gets the scores of each class, in the classifier's order.</summary>
    public IReadOnlyList<ClassScores> Classes { get; }

    /// <summary>Gets the counts of true and predicted classes.</summary>
    public ConfusionMatrix Confusion { get; }

    /// <summary>Gets the share of correct images with its interval.</summary>
    public Accuracy Accuracy { get; }

    /// <summary>
    /// Gets the mean cross-entropy in nats. A probability of zero counts as the smallest positive float32, which costs 103.3.
    /// </summary>
    public double MeanLoss { get; }

    /// <summary>Gets the plain mean of the classes' precisions, or <see langword="null"/> where no class has one.</summary>
    public double? MacroPrecision { get; }

    /// <summary>Gets the plain mean of the classes' recalls, also called balanced accuracy, or <see langword="null"/> where no class has one.</summary>
    public double? MacroRecall { get; }

    /// <summary>Gets the plain mean of the classes' F1, or <see langword="null"/> where no class has one.</summary>
    public double? MacroF1 { get; }

    /// <summary>Gets the mean of the classes' precisions, weighted by their images, or <see langword="null"/> where a class with images has none.</summary>
    public double? WeightedPrecision { get; }

    /// <summary>Gets the mean of the classes' recalls, weighted by their images, which is the accuracy.</summary>
    public double? WeightedRecall { get; }

    /// <summary>Gets the mean of the classes' F1, weighted by their images.</summary>
    public double? WeightedF1 { get; }

    /// <summary>Gets the plain mean of the areas under the ROC curves of each class against the rest, or <see langword="null"/> where no class has one.</summary>
    public AreaEstimate? MacroArea { get; private init; }

    /// <summary>
    /// Gets the area under the ROC curve of all pairs of an image and a class, those with the image's own class being positive, or
    /// <see langword="null"/> where there is one class only.
    /// </summary>
    public AreaEstimate? MicroArea { get; private init; }

    /// <summary>Gets whether the probabilities can be believed.</summary>
    public required Calibration Calibration { get; init; }

    /// <summary>Gets one sentence for each value that does not exist.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>Computes all scores.</summary>
    /// <param name="classes">The names of the k classes.</param>
    /// <param name="labels">True classes <c>[n]</c> in [0, k), at least one image.</param>
    /// <param name="probabilities">Class probabilities <c>[n, k]</c> in [0, 1]; the predicted class is the most probable one, the first of equals.</param>
    /// <returns>The scores.</returns>
    /// <exception cref="ArgumentException">The lengths do not fit, there is no image, or a probability is not a number.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label lies outside [0, k).</exception>
    public static ClassificationScores Compute(IReadOnlyList<string> classes, ReadOnlySpan<int> labels, ReadOnlySpan<float> probabilities)
    {
        ArgumentNullException.ThrowIfNull(classes);
        int classCount = classes.Count;
        if (labels.Length == 0 || (long)labels.Length * classCount != probabilities.Length)
        {
            throw new ArgumentException(
                $"There must be at least one image and {classCount} probabilities for each, but {labels.Length} labels met {probabilities.Length} probabilities.",
                nameof(probabilities));
        }

        int[] predictions = new int[labels.Length];
        double loss = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            ReadOnlySpan<float> row = probabilities.Slice(i * classCount, classCount);
            predictions[i] = ClassPrediction.Of(row);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)labels[i], (uint)classCount, nameof(labels));
            loss -= Math.Log(Math.Max(row[labels[i]], float.Epsilon));
        }

        ConfusionMatrix confusion = new(classCount, labels, predictions);
        List<string> notes = [];
        ClassScores[] scores = new ClassScores[classCount];
        for (int c = 0; c < classCount; c++)
        {
            scores[c] = ScoreClass(classes[c], c, confusion, labels, probabilities, notes);
        }

        return new ClassificationScores(scores, confusion, Accuracy.Of(confusion.CorrectCount, labels.Length), loss / labels.Length, notes)
        {
            MacroArea = RocAreas.Macro(labels, probabilities, [.. Enumerable.Range(0, classCount).Where(c => scores[c].Roc is not null)]),
            MicroArea = RocAreas.Micro(labels, probabilities),
            Calibration = Calibration.Compute(labels, probabilities),
        };
    }

    private static ClassScores ScoreClass(
        string name, int c, ConfusionMatrix confusion, ReadOnlySpan<int> labels, ReadOnlySpan<float> probabilities, List<string> notes)
    {
        int support = confusion.Support(c);
        int predicted = confusion.PredictedCount(c);
        double correct = confusion[c, c];
        RocCurve? roc = null;
        if (support == 0)
        {
            notes.Add($"There is no image of class '{name}', so it has no recall and no ROC curve.");
        }
        else if (support == labels.Length)
        {
            notes.Add($"Every image is of class '{name}', so it has no ROC curve.");
        }
        else
        {
            roc = RocOf(c, confusion.ClassCount, labels, probabilities);
        }

        if (predicted == 0)
        {
            string also = support == 0 ? " and no F1" : string.Empty;
            notes.Add($"No image was classified as '{name}', so it has no precision{also}.");
        }

        return new ClassScores(
            name,
            support,
            predicted,
            predicted == 0 ? null : correct / predicted,
            support == 0 ? null : correct / support,
            support + predicted == 0 ? null : 2 * correct / (support + predicted),
            roc);
    }

    private static RocCurve RocOf(int c, int classCount, ReadOnlySpan<int> labels, ReadOnlySpan<float> probabilities)
    {
        double[] scores = new double[labels.Length];
        bool[] positive = new bool[labels.Length];
        for (int i = 0; i < labels.Length; i++)
        {
            scores[i] = probabilities[(i * classCount) + c];
            positive[i] = labels[i] == c;
        }

        return RocCurve.Compute(scores, positive);
    }

    private static double? WeightedMeanOf(IReadOnlyList<ClassScores> classes, Func<ClassScores, double?> value)
    {
        ClassScores[] present = [.. classes.Where(c => c.Support > 0)];
        return Array.TrueForAll(present, c => value(c).HasValue)
            ? present.Sum(c => c.Support * value(c)!.Value) / present.Sum(c => c.Support)
            : null;
    }

    private static double? MeanOf(IEnumerable<double?> values)
    {
        double[] defined = [.. values.Where(value => value.HasValue).Select(value => value!.Value)];
        return defined.Length == 0 ? null : defined.Average();
    }
}
