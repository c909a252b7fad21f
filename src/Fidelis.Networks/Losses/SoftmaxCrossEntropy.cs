using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Operators;

namespace Fidelis.Networks.Losses;

/// <summary>
/// The mean over a batch of <c>-w_label log p_label</c>, computed from logits so that no probability underflows; the weights w are 1
/// unless they are given.
/// </summary>
/// <remarks>
/// As in Keras, the sum is divided by the number of images, not by the sum of their weights (as in PyTorch): what an image counts does
/// not depend on the others of its batch.
/// </remarks>
public static class SoftmaxCrossEntropy
{
    /// <summary>Computes the mean loss.</summary>
    /// <param name="logits">Rows <c>[n, classes]</c>, n at least 1.</param>
    /// <param name="labels">The class of each row, in <c>[0, classes)</c>.</param>
    /// <param name="classWeights">What a row of each class counts <c>[classes]</c>, not negative; <see langword="null"/> for 1.</param>
    /// <returns>The mean loss in nats, of rank 0.</returns>
    /// <exception cref="ArgumentException">There are not as many labels as rows or weights as classes, or a label is out of range.</exception>
    public static Variable Apply(Variable logits, ReadOnlySpan<int> labels, IReadOnlyList<float>? classWeights = null)
    {
        Require.Rank(logits, 2, "[n, classes]");
        int count = logits.Shape[0];
        int classes = logits.Shape[1];
        if (labels.Length != count || count == 0)
        {
            throw new ArgumentException($"Each row needs its label, but {count} rows met {labels.Length} labels.", nameof(labels));
        }

        if (classWeights is not null && classWeights.Count != classes)
        {
            throw new ArgumentException($"Each class needs its weight, but {classes} classes met {classWeights.Count} weights.", nameof(classWeights));
        }

        Tensor minusOneHot = logits.Tape.Rent(logits.Shape);
        Array.Clear(minusOneHot.Data);
        Span<float> probabilities = classes <= 1024 ? stackalloc float[classes] : new float[classes];
        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            if ((uint)labels[i] >= (uint)classes)
            {
                throw new ArgumentException($"A label must lie in [0, {classes}), but label {i} is {labels[i]}.", nameof(labels));
            }

            ReadOnlySpan<float> row = logits.Value.Data.AsSpan(i * classes, classes);
            sum += (Softmax.Row(row, probabilities) - row[labels[i]]) * (classWeights?[labels[i]] ?? 1);
            minusOneHot.Data[(i * classes) + labels[i]] = -1;
        }

        Tensor mean = logits.Tape.Rent([]);
        mean.Data[0] = (float)(sum / count);

        // dz = g * w * (softmax(z) - onehot) / n
        Variable target = logits.Tape.Constant(minusOneHot);
        Variable? weights = classWeights is null ? null : RowWeights(logits.Tape, labels, classWeights);
        return logits.Tape.Record(mean, (logits, gradient =>
        {
            Variable difference = Addition.Apply(Softmax.Apply(logits), target);
            Variable share = Summation.Repeat(Scaling.Apply(gradient, 1f / count), 0, count, classes);
            return Multiplication.Apply(weights is null ? share : Multiplication.Apply(share, weights), difference);
        }
        ));
    }

    private static Variable RowWeights(Tape tape, ReadOnlySpan<int> labels, IReadOnlyList<float> classWeights)
    {
        Tensor weights = tape.Rent([labels.Length, classWeights.Count]);
        for (int i = 0; i < labels.Length; i++)
        {
            weights.Data.AsSpan(i * classWeights.Count, classWeights.Count).Fill(classWeights[labels[i]]);
        }

        return tape.Constant(weights);
    }
}
