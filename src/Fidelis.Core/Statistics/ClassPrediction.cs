namespace Fidelis.Statistics;

/// <summary>Makes one class of the class probabilities of an image.</summary>
public static class ClassPrediction
{
    /// <summary>Finds the class of the largest probability, the first of equals.</summary>
    /// <param name="probabilities">The probabilities of one image <c>[k]</c>, k at least 1.</param>
    /// <returns>Its index.</returns>
    /// <exception cref="ArgumentException">A probability is not a number.</exception>
    public static int Of(ReadOnlySpan<float> probabilities)
    {
        int best = 0;
        for (int c = 0; c < probabilities.Length; c++)
        {
            if (float.IsNaN(probabilities[c]))
            {
                throw new ArgumentException($"Every probability must be a number, but that of class {c} is NaN.", nameof(probabilities));
            }

            if (probabilities[c] > probabilities[best])
            {
                best = c;
            }
        }

        return best;
    }
}
