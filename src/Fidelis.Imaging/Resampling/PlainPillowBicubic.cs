using Fidelis.Imaging.Pixels;

namespace Fidelis.Imaging.Resampling;

/// <summary>The definition of <see cref="PillowBicubic"/> in plain loops; the fast path is tested against it.</summary>
internal static class PlainPillowBicubic
{
    /// <summary>Resizes a picture.</summary>
    /// <param name="source">The picture.</param>
    /// <param name="width">Columns of the result.</param>
    /// <param name="height">Rows of the result.</param>
    /// <param name="destination">Receives <c>[height, width, 3]</c> in [0, 255].</param>
    public static void Resize(PixelImage source, int width, int height, Span<float> destination)
    {
        float[] across = [.. source.Rgb.Select(value => (float)value)];
        if (width != source.Width)
        {
            across = Pass(across, source.Height, source.Width, 1, width);
        }

        if (height != source.Height)
        {
            across = Pass(across, 1, source.Height, width, height);
        }

        for (int i = 0; i < across.Length; i++)
        {
            destination[i] = Math.Clamp(across[i], 0, 255);
        }
    }

    // Resamples the middle axis of [outer, input, inner, 3].
    private static float[] Pass(float[] source, int outer, int input, int inner, int output)
    {
        BicubicTable table = BicubicTable.For(input, output);
        int stride = inner * 3;
        float[] result = new float[outer * output * stride];
        for (int o = 0; o < outer; o++)
        {
            for (int q = 0; q < output; q++)
            {
                for (int i = 0; i < stride; i++)
                {
                    double sum = 0;
                    for (int k = 0; k < table.Weights(q).Length; k++)
                    {
                        sum += source[(((o * input) + table.Start(q) + k) * stride) + i] * table.Weights(q)[k];
                    }

                    result[(((o * output) + q) * stride) + i] = (float)sum;
                }
            }
        }

        return result;
    }
}
