namespace Fidelis.Statistics;

/// <summary>Counts how often images of one class were taken for another: <c>[true class, predicted class]</c>.</summary>
public sealed class ConfusionMatrix
{
    private readonly int[] counts;

    /// <summary>Initializes the counts from pairs of a true and a predicted class.</summary>
    /// <param name="classCount">The number of classes k.</param>
    /// <param name="labels">True classes <c>[n]</c> in [0, k).</param>
    /// <param name="predictions">Predicted classes <c>[n]</c> in [0, k).</param>
    /// <exception cref="ArgumentException">The two spans differ in length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A class lies outside [0, k).</exception>
    public ConfusionMatrix(int classCount, ReadOnlySpan<int> labels, ReadOnlySpan<int> predictions)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classCount);
        if (labels.Length != predictions.Length)
        {
            throw new ArgumentException(
                $"Every image must have one prediction, but {labels.Length} labels met {predictions.Length} predictions.", nameof(predictions));
        }

        ClassCount = classCount;
        counts = new int[checked(classCount * classCount)];
        for (int i = 0; i < labels.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)labels[i], (uint)classCount, nameof(labels));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)predictions[i], (uint)classCount, nameof(predictions));
            counts[(labels[i] * classCount) + predictions[i]]++;
        }
    }

    /// <summary>Gets the number of classes k.</summary>
    public int ClassCount { get; }

    /// <summary>Gets the number of images.</summary>
    public int ImageCount => counts.Sum();

    /// <summary>Gets the number of images on the diagonal.</summary>
    public int CorrectCount
    {
        get
        {
            int sum = 0;
            for (int c = 0; c < ClassCount; c++)
            {
                sum += this[c, c];
            }

            return sum;
        }
    }

    /// <summary>Gets the number of images of one class that were taken for another.</summary>
    /// <param name="label">The true class.</param>
    /// <param name="prediction">The predicted class.</param>
    public int this[int label, int prediction]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)label, (uint)ClassCount, nameof(label));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)prediction, (uint)ClassCount, nameof(prediction));
            return counts[(label * ClassCount) + prediction];
        }
    }

    /// <summary>Counts the images that are of a class: the sum of its row.</summary>
    /// <param name="label">The true class.</param>
    /// <returns>The number of images.</returns>
    public int Support(int label)
    {
        int sum = 0;
        for (int c = 0; c < ClassCount; c++)
        {
            sum += this[label, c];
        }

        return sum;
    }

    /// <summary>Counts the images that were taken for a class: the sum of its column.</summary>
    /// <param name="prediction">The predicted class.</param>
    /// <returns>The number of images.</returns>
    public int PredictedCount(int prediction)
    {
        int sum = 0;
        for (int c = 0; c < ClassCount; c++)
        {
            sum += this[c, prediction];
        }

        return sum;
    }
}
