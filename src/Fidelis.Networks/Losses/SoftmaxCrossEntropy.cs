using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Operators;

namespace Fidelis.Networks.Losses;

/// <summary>The mean over a batch of <c>-log p_label</c>, computed from logits so that no probability underflows.</summary>
public static class SoftmaxCrossEntropy
{
    /// <summary>Computes the mean loss.</summary>
    /// <param name="logits">Rows <c>[n, classes]</c>, n at least 1.</param>
    /// <param name="labels">The class of each row, in <c>[0, classes)</c>.</param>
    /// <returns>The mean loss in nats, of rank 0.</returns>
    /// <exception cref="ArgumentException">There are not as many labels as rows, or a label is out of range.</exception>
    public static Variable Apply(Variable logits, ReadOnlySpan<int> labels)
    {
        Require.Rank(logits, 2, "[n, classes]");
        int count = logits.Shape[0];
        int classes = logits.Shape[1];
        if (labels.Length != count || count == 0)
        {
            throw new ArgumentException($"Each row needs its label, but {count} rows met {labels.Length} labels.", nameof(labels));
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
            sum += Softmax.Row(row, probabilities) - row[labels[i]];
            minusOneHot.Data[(i * classes) + labels[i]] = -1;
        }

        Tensor mean = logits.Tape.Rent([]);
        mean.Data[0] = (float)(sum / count);

        // dz = g * (softmax(z) - onehot) / n
        Variable target = logits.Tape.Constant(minusOneHot);
        return logits.Tape.Record(mean, (logits, gradient =>
        {
            Variable difference = Addition.Apply(Softmax.Apply(logits), target);
            Variable share = Summation.Repeat(Scaling.Apply(gradient, 1f / count), 0, count, classes);
            return Multiplication.Apply(share, difference);
        }
        ));
    }
}
