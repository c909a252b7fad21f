using Fidelis.Networks.Autodiff;

namespace Fidelis.Networks.Operators;

/// <summary>Turns rows of logits into probabilities: <c>p_j = exp(z_j) / sum_k exp(z_k)</c>.</summary>
public static class Softmax
{
    /// <summary>Computes the probabilities.</summary>
    /// <param name="logits">Rows <c>[n, classes]</c>.</param>
    /// <returns>Probabilities <c>[n, classes]</c>, each row of which sums to 1.</returns>
    public static Variable Apply(Variable logits)
    {
        Require.Rank(logits, 2, "[n, classes]");
        int classes = logits.Shape[1];
        Tensor output = logits.Tape.Rent(logits.Shape);
        for (int start = 0; start < output.Length; start += classes)
        {
            Row(logits.Value.Data.AsSpan(start, classes), output.Data.AsSpan(start, classes));
        }

        // dz = p * (g - sum_k g_k p_k)
        return logits.Tape.Record(output, (logits, gradient =>
        {
            Variable probabilities = Apply(logits);
            Variable products = Multiplication.Apply(gradient, probabilities);
            Variable sums = Summation.Repeat(Summation.Over(products, 1, 1), 1, classes);
            return Addition.Apply(products, Scaling.Apply(Multiplication.Apply(probabilities, sums), -1));
        }
        ));
    }

    /// <summary>Computes one row in float64, relative to its largest logit, so that no exponential overflows.</summary>
    /// <returns><c>log sum_k exp(z_k)</c>.</returns>
    internal static double Row(ReadOnlySpan<float> logits, Span<float> probabilities)
    {
        double largest = double.NegativeInfinity;
        foreach (float z in logits)
        {
            largest = Math.Max(largest, z);
        }

        double sum = 0;
        foreach (float z in logits)
        {
            sum += Math.Exp(z - largest);
        }

        for (int j = 0; j < logits.Length; j++)
        {
            probabilities[j] = (float)(Math.Exp(logits[j] - largest) / sum);
        }

        return largest + Math.Log(sum);
    }
}
