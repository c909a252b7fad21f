using Fidelis.Numerics.Distributions;

namespace Fidelis.Statistics;

/// <summary>The share of images whose most probable class is their own, with its 95 % interval.</summary>
/// <param name="CorrectCount">Images classified correctly.</param>
/// <param name="ImageCount">Images in all.</param>
/// <param name="Value"><c>CorrectCount / ImageCount</c>, in [0, 1].</param>
/// <param name="Lower">Lower end of the interval.</param>
/// <param name="Upper">Upper end of the interval.</param>
/// <remarks>
/// The interval is that of Wilson (Journal of the American Statistical Association 22, 1927, page 209). It treats the images as
/// independent trials, so pictures of one patient or slide make the true uncertainty larger. Near 100 % it stays within [0, 1]
/// and keeps its width, which the interval of the normal approximation does not.
/// </remarks>
public sealed record Accuracy(int CorrectCount, int ImageCount, double Value, double Lower, double Upper)
{
    /// <summary>The name of the kind of interval, as run files give it.</summary>
    public const string IntervalMethod = "wilson-95";

    /// <summary>Computes the share and its interval.</summary>
    /// <param name="correctCount">Images classified correctly, in [0, <paramref name="imageCount"/>].</param>
    /// <param name="imageCount">Images in all, at least one.</param>
    /// <returns>The share with its interval.</returns>
    public static Accuracy Of(int correctCount, int imageCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(imageCount);
        ArgumentOutOfRangeException.ThrowIfNegative(correctCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(correctCount, imageCount);
        (double lower, double upper) = BinomialInterval.Wilson(correctCount, imageCount);
        return new Accuracy(correctCount, imageCount, (double)correctCount / imageCount, lower, upper);
    }
}
