using System.Diagnostics;
using Fidelis.Imaging.Comparison;
using Fidelis.Imaging.Pixels;
using Fidelis.Imaging.Resampling;
using Fidelis.Metrics;

namespace Fidelis.Evaluation.Pairs;

/// <summary>
/// The work on the pictures of pairs, which come from several threads in any order, reference and generated in turn: the first one of a pair
/// waits for the other, and whoever brings that one compares them.
/// </summary>
/// <param name="metrics">The metrics.</param>
/// <param name="size">The size that all pictures are brought to, if any.</param>
internal sealed class PairWork(IReadOnlyList<KeyValuePair<IPairedMetric, MetricSettings>> metrics, (int Width, int Height)? size)
{
    /// <summary>
    /// A picture that waits has twelve bytes for each pixel; comparing takes as much again for each picture of the pair, for grey copies and
    /// smaller scales.
    /// </summary>
    private const int BytesPerPixel = 24;

    private static readonly Resampler Bicubic = new(new PillowBicubic(), Overshoot.Clip);

    private readonly Dictionary<int, FloatImage> waiting = [];
    private readonly long[] ticks = new long[metrics.Count];

    /// <summary>Gets the time that a metric took so far, summed over all threads.</summary>
    public double SecondsOf(int metric) => (double)Interlocked.Read(ref ticks[metric]) / Stopwatch.Frequency;

    /// <summary>Gets the bytes that a picture occupies until its pair is delivered.</summary>
    public long BytesOf(int width, int height) => Math.Max((long)width * height, size is { } wanted ? (long)wanted.Width * wanted.Height : 0) * BytesPerPixel;

    /// <summary>Takes a picture.</summary>
    /// <param name="place">Twice the number of the pair, and one more for the generated picture.</param>
    /// <param name="pixels">The picture.</param>
    /// <returns>The values of the pair where its other picture was here before.</returns>
    public PairOutcome? Take(int place, PixelImage pixels)
    {
        FloatImage picture = Fit(pixels);
        FloatImage? partner;
        lock (waiting)
        {
            if (!waiting.Remove(place / 2, out partner))
            {
                waiting.Add(place / 2, picture);
                return null;
            }
        }

        (FloatImage reference, FloatImage generated) = place % 2 == 0 ? (picture, partner) : (partner, picture);
        return (reference.Width, reference.Height) == (generated.Width, generated.Height)
            ? Compare(PicturePair.Of(reference, generated))
            : new PairOutcome([], false, 0, 0);
    }

    /// <summary>Lets go of a picture whose partner does not come.</summary>
    public void Forget(int pair)
    {
        lock (waiting)
        {
            waiting.Remove(pair);
        }
    }

    private FloatImage Fit(PixelImage pixels)
    {
        if (size is not { } wanted)
        {
            return FloatImage.From(pixels);
        }

        FloatImage picture = new(wanted.Width, wanted.Height);
        Bicubic.Resize(pixels, wanted.Width, wanted.Height, picture.Values);
        return picture;
    }

    private PairOutcome Compare(PicturePair pair)
    {
        PairedValue[] values = new PairedValue[metrics.Count];
        for (int i = 0; i < values.Length; i++)
        {
            long started = Stopwatch.GetTimestamp();
            values[i] = metrics[i].Key.Compute(pair, metrics[i].Value);
            Interlocked.Add(ref ticks[i], Stopwatch.GetTimestamp() - started);
        }

        return new PairOutcome(values, pair.MeanSquaredError == 0, pair.Width, pair.Height);
    }
}
