using System.Numerics;

namespace Fidelis.Numerics.Kernels.CookToom;

/// <content>The way from the sums of the parts to the filters.</content>
internal sealed unsafe partial class CookToomWeightGradient
{
    /// <summary>Adds up the parts of some of the sums, in the order of the parts.</summary>
    private void AddParts(int index)
    {
        nint first = (nint)index * SumsPerTotal;
        int count = (int)Math.Min(SumsPerTotal, partLength - first);
        float* total = sums.Pointer + first;
        for (int part = 1; part < partCount; part++)
        {
            float* summand = total + (part * partLength);
            for (int i = 0; i < count; i += Vector<float>.Count)
            {
                Vector.Store(Vector.Load(total + i) + Vector.Load(summand + i), total + i);
            }
        }
    }

    /// <summary>Computes <c>G^T p G</c> of a few input channels for a panel of filters, and writes it in the order of the filters.</summary>
    private void Interpolate(int index)
    {
        (index, int panel) = Math.DivRem(index, panelCount);
        (int piece, int group) = Math.DivRem(index, Pieces(channelsPerPiece, ChannelsPerResult));
        int firstChannel = group * ChannelsPerResult;
        int channels = Math.Clamp(Math.Min(channelsPerPiece, shape.InputChannels - (piece * channelsPerPiece)) - firstChannel, 0, ChannelsPerResult);
        int width = ChannelsPerResult * columns;
        int taps = vertical.Taps * horizontal.Taps;
        double* points = stackalloc double[scheme.Size * width];
        double* rows = stackalloc double[horizontal.Size * width];
        double* results = stackalloc double[taps * width];
        for (int point = 0; point < scheme.Size; point++)
        {
            Widen(Sum(0, piece, point, panel) + ((nint)firstChannel * columns), points + (point * width), channels * columns);
        }

        for (int y = 0; y < vertical.Taps; y++)
        {
            for (int point = 0; point < horizontal.Size; point++)
            {
                Combine(vertical, y, points + (point * width), horizontal.Size * width, channels * columns, rows + (point * width));
            }

            for (int x = 0; x < horizontal.Taps; x++)
            {
                Combine(horizontal, x, rows, width, channels * columns, results + (((y * horizontal.Taps) + x) * width));
            }
        }

        int firstColumn = panel * columns;
        for (int column = 0; column < Math.Min(columns, shape.OutputChannels - firstColumn); column++)
        {
            float* destination = weightGradient
                + (((((nint)firstColumn + column) * shape.InputChannels) + (piece * channelsPerPiece) + firstChannel) * taps);
            for (int channel = 0; channel < channels; channel++)
            {
                for (int tap = 0; tap < taps; tap++)
                {
                    *destination++ = (float)results[(tap * width) + (channel * columns) + column];
                }
            }
        }
    }

    private static void Widen(float* source, double* destination, int count)
    {
        for (int i = 0; i < count; i += Vector<float>.Count)
        {
            Vector.Widen(Vector.Load(source + i), out Vector<double> low, out Vector<double> high);
            Vector.Store(low, destination + i);
            Vector.Store(high, destination + i + Vector<double>.Count);
        }
    }

    /// <summary>Adds up the values at the points of an axis for one of its taps, a line at a time.</summary>
    private static void Combine(CookToomAxis axis, int tap, double* points, int step, int length, double* sum)
    {
        new Span<double>(sum, length).Clear();
        for (int point = 0; point < axis.Size; point++)
        {
            double* line = points + (point * step);
            Vector<double> factor = new(axis.FilterFactor(point, tap));
            for (int i = 0; i < length; i += Vector<double>.Count)
            {
                Vector.Store(Vector.Load(sum + i) + (factor * Vector.Load(line + i)), sum + i);
            }
        }
    }
}
