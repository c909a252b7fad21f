using System.Numerics;
using System.Runtime.InteropServices;
using Fidelis.Imaging.Decoding;
using Fidelis.Imaging.Pixels;

namespace Fidelis.Imaging.Conversion;

/// <summary>The smallest and the largest value of a picture of more than 8 bits, over its colour channels and never alpha.</summary>
/// <param name="Low">The smallest value.</param>
/// <param name="High">The largest value.</param>
internal readonly record struct SampleRange(double Low, double High)
{
    /// <summary>Finds them.</summary>
    /// <param name="image">A picture of 16-bit or floating-point values.</param>
    /// <param name="path">The name of the file, for messages.</param>
    /// <returns>The range.</returns>
    /// <exception cref="InvalidImageException">A value is infinite or not a number.</exception>
    public static SampleRange Find(SampleImage image, string path)
    {
        if (image.Type == SampleType.SixteenBit)
        {
            return Find(MemoryMarshal.Cast<byte, ushort>(image.Samples), image);
        }

        ReadOnlySpan<float> values = MemoryMarshal.Cast<byte, float>(image.Samples);
        SampleRange range = Find(values, image);

        // The smallest and the largest of values with a NaN among them are NaN.
        if (double.IsFinite(range.Low) && double.IsFinite(range.High))
        {
            return range;
        }

        int place = 0;
        while (float.IsFinite(values[place]))
        {
            place++;
        }

        int pixel = place / image.Channels;
        throw new InvalidImageException(
            path, $"has the value {(float.IsNaN(values[place]) ? "NaN" : "infinity")} in row {pixel / image.Width}, column {pixel % image.Width}, channel {place % image.Channels}; pictures have finite values, so mend it first");
    }

    private static SampleRange Find<T>(ReadOnlySpan<T> values, SampleImage image)
        where T : struct, INumber<T>, IMinMaxValue<T>
    {
        (T low, T high) = (values[0], values[0]);
        int colors = image.HasAlpha ? image.Channels - 1 : image.Channels;
        int i = 0;
        if (!image.HasAlpha && values.Length >= Vector<T>.Count)
        {
            (Vector<T> lows, Vector<T> highs) = (new(low), new(high));
            foreach (Vector<T> vector in MemoryMarshal.Cast<T, Vector<T>>(values))
            {
                lows = Vector.Min(lows, vector);
                highs = Vector.Max(highs, vector);
            }

            for (int lane = 0; lane < Vector<T>.Count; lane++)
            {
                (low, high) = (T.Min(low, lows[lane]), T.Max(high, highs[lane]));
            }

            i = values.Length / Vector<T>.Count * Vector<T>.Count;
        }

        for (; i < values.Length; i++)
        {
            if (i % image.Channels < colors)
            {
                (low, high) = (T.Min(low, values[i]), T.Max(high, values[i]));
            }
        }

        return new SampleRange(double.CreateChecked(low), double.CreateChecked(high));
    }
}
