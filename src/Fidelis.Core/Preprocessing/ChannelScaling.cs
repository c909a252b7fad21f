using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Fidelis.Preprocessing;

/// <summary>Each channel by its own mean and deviation, as torchvision and Keras do: <c>(low + x (high - low) / 255 - mean) / deviation</c>.</summary>
internal sealed class ChannelScaling : PixelScaling
{
    private readonly float low;
    private readonly float high;
    private readonly float[] means;
    private readonly float[] deviations;
    private readonly bool isBgr;

    /// <summary>Initializes a scaling.</summary>
    /// <param name="low">What level 0 becomes before the mean is subtracted.</param>
    /// <param name="high">What level 255 becomes; more than <paramref name="low"/>.</param>
    /// <param name="means">The mean of each channel, in the order in which the network takes them.</param>
    /// <param name="deviations">The deviation of each channel, positive.</param>
    /// <param name="isBgr">Whether the network takes blue first.</param>
    public ChannelScaling(float low, float high, IReadOnlyList<float> means, IReadOnlyList<float> deviations, bool isBgr)
    {
        this.low = low;
        this.high = high;
        this.means = [.. means];
        this.deviations = [.. deviations];
        this.isBgr = isBgr;
    }

    /// <inheritdoc/>
    public override string Text
    {
        get
        {
            string levels = (low, high) switch
            {
                (0, 255) => "x",
                (0, 1) => "x/255",
                (-1, 1) => "x/127.5-1",
                _ => $"x*{Number(high - low)}/255+{Number(low)}",
            };
            string centred = means.All(mean => mean == 0) && deviations.All(deviation => deviation == 1)
                ? levels
                : $"({levels}-{List(means)})/{List(deviations)}";
            return isBgr ? $"{centred} in the order blue, green, red" : centred;
        }
    }

    /// <inheritdoc/>
    public override void Apply(Span<float> pixels)
    {
        if (isBgr)
        {
            for (int i = 0; i + 2 < pixels.Length; i += 3)
            {
                (pixels[i], pixels[i + 2]) = (pixels[i + 2], pixels[i]);
            }
        }

        // Levels to the range, in the order of torchvision's ToTensor: x / 255 is rounded before the mean is subtracted.
        Scale(pixels);

        // Three vectors hold a whole number of pixels, whatever the width of a vector.
        int width = Vector<float>.Count;
        Span<float> mean = stackalloc float[3 * width];
        Span<float> deviation = stackalloc float[3 * width];
        for (int i = 0; i < mean.Length; i++)
        {
            mean[i] = means[i % 3];
            deviation[i] = deviations[i % 3];
        }

        int done = 0;
        for (; done + (3 * width) <= pixels.Length; done += 3 * width)
        {
            for (int k = 0; k < 3 * width; k += width)
            {
                Span<float> values = pixels[(done + k)..];
                ((new Vector<float>(values) - new Vector<float>(mean[k..])) / new Vector<float>(deviation[k..])).CopyTo(values);
            }
        }

        for (; done < pixels.Length; done++)
        {
            pixels[done] = (pixels[done] - means[done % 3]) / deviations[done % 3];
        }
    }

    private void Scale(Span<float> pixels)
    {
        if (low == 0 && high == 255)
        {
            return;
        }

        float unit = 255f / (high - low);
        Span<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(pixels);
        Vector<float> shift = new(low);
        foreach (ref Vector<float> values in vectors)
        {
            values = (values / unit) + shift;
        }

        foreach (ref float value in pixels[(vectors.Length * Vector<float>.Count)..])
        {
            value = (value / unit) + low;
        }
    }

    private static string List(float[] values) => values.Distinct().Count() == 1 ? Number(values[0]) : $"[{string.Join(", ", values.Select(Number))}]";

    private static string Number(float value) => value.ToString(CultureInfo.InvariantCulture);
}
