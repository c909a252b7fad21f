using System.Runtime.Intrinsics;
using Fidelis.Imaging.Pixels;

namespace Fidelis.Imaging.Comparison;

/// <summary>A reference picture and a generated one of the same size, to be compared sample by sample in levels of [0, 255].</summary>
/// <remarks>
/// Where both pictures are grey (red, green and blue are equal everywhere) they have one channel: what is computed for each channel and
/// then averaged is the same, at a third of the work.
/// </remarks>
public sealed class PicturePair
{
    private double? meanSquaredError;

    private PicturePair(int width, int height, int channelCount, float[] reference, float[] generated)
    {
        Width = width;
        Height = height;
        ChannelCount = channelCount;
        Reference = reference;
        Generated = generated;
    }

    /// <summary>Gets the number of columns.</summary>
    public int Width { get; }

    /// <summary>Gets the number of rows.</summary>
    public int Height { get; }

    /// <summary>Gets the number of channels: 1 for grey, 3 for red, green and blue.</summary>
    public int ChannelCount { get; }

    /// <summary>Gets the samples of the reference picture <c>[height, width, channels]</c>.</summary>
    public float[] Reference { get; }

    /// <summary>Gets the samples of the generated picture <c>[height, width, channels]</c>.</summary>
    public float[] Generated { get; }

    /// <summary>
    /// Gets the mean over all samples of the squared difference, summed in float64. For pictures of 8 bits every sum is exact. It is computed once.
    /// </summary>
    public double MeanSquaredError => meanSquaredError ??= SumOfSquares() / Reference.Length;

    /// <summary>Puts two pictures side by side.</summary>
    /// <param name="reference">The reference picture.</param>
    /// <param name="generated">The generated picture.</param>
    /// <returns>The pair. It may hold the values of the pictures themselves.</returns>
    /// <exception cref="ArgumentException">The pictures differ in size.</exception>
    public static PicturePair Of(FloatImage reference, FloatImage generated)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(generated);
        if ((reference.Width, reference.Height) != (generated.Width, generated.Height))
        {
            throw new ArgumentException(
                $"The pictures of a pair must have one size, but they have {reference.Width} x {reference.Height} and {generated.Width} x {generated.Height}.", nameof(generated));
        }

        return IsGrey(reference.Values) && IsGrey(generated.Values)
            ? new PicturePair(reference.Width, reference.Height, 1, FirstChannel(reference.Values), FirstChannel(generated.Values))
            : new PicturePair(reference.Width, reference.Height, FloatImage.Channels, reference.Values, generated.Values);
    }

    /// <summary>
    /// Makes the pair of half the size: the mean of two by two samples. Where a side is odd, its last row or column stands for the missing
    /// one, as in Wang's own code, or is left out, as by average pooling. Of pictures of 8 bits the values stay exact for eight halvings.
    /// </summary>
    /// <param name="keepsOddEnds">Whether the last row or column of an odd side counts.</param>
    /// <returns>A pair of half the height and width, rounded up where odd ends are kept and down where not.</returns>
    public PicturePair Halve(bool keepsOddEnds = true)
    {
        int width = (Width + (keepsOddEnds ? 1 : 0)) / 2;
        int height = (Height + (keepsOddEnds ? 1 : 0)) / 2;
        return new PicturePair(width, height, ChannelCount, Halve(Reference, width, height), Halve(Generated, width, height));
    }

    private static bool IsGrey(float[] rgb)
    {
        for (int i = 0; i < rgb.Length; i += FloatImage.Channels)
        {
            if (rgb[i] != rgb[i + 1] || rgb[i] != rgb[i + 2])
            {
                return false;
            }
        }

        return true;
    }

    private static float[] FirstChannel(float[] rgb)
    {
        float[] grey = new float[rgb.Length / FloatImage.Channels];
        for (int i = 0; i < grey.Length; i++)
        {
            grey[i] = rgb[i * FloatImage.Channels];
        }

        return grey;
    }

    private float[] Halve(float[] samples, int width, int height)
    {
        float[] result = new float[width * height * ChannelCount];
        int place = 0;
        for (int y = 0; y < height; y++)
        {
            int upper = 2 * y * Width;
            int lower = Math.Min((2 * y) + 1, Height - 1) * Width;
            for (int x = 0; x < width; x++)
            {
                int left = 2 * x;
                int right = Math.Min(left + 1, Width - 1);
                for (int c = 0; c < ChannelCount; c++)
                {
                    float sum = (samples[((upper + left) * ChannelCount) + c] + samples[((upper + right) * ChannelCount) + c])
                        + (samples[((lower + left) * ChannelCount) + c] + samples[((lower + right) * ChannelCount) + c]);
                    result[place++] = sum / 4;
                }
            }
        }

        return result;
    }

    // Eight sums on every machine, so that no digit depends on the width of its registers.
    private double SumOfSquares()
    {
        Vector512<double> lower = Vector512<double>.Zero;
        Vector512<double> upper = lower;
        int i = 0;
        for (; i + Vector512<float>.Count <= Reference.Length; i += Vector512<float>.Count)
        {
            Vector512<float> x = Vector512.Create(Reference, i);
            Vector512<float> y = Vector512.Create(Generated, i);
            Vector512<double> first = Vector512.WidenLower(x) - Vector512.WidenLower(y);
            Vector512<double> second = Vector512.WidenUpper(x) - Vector512.WidenUpper(y);
            lower += first * first;
            upper += second * second;
        }

        double sum = 0;
        Vector512<double> both = lower + upper;
        for (int lane = 0; lane < Vector512<double>.Count; lane++)
        {
            sum += both[lane];
        }

        for (; i < Reference.Length; i++)
        {
            double difference = (double)Reference[i] - Generated[i];
            sum += difference * difference;
        }

        return sum;
    }
}
