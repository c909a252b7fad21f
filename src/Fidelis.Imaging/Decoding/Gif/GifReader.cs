using Fidelis.Imaging.Pixels;

namespace Fidelis.Imaging.Decoding.Gif;

/// <summary>Draws the first frame of a GIF file on its canvas.</summary>
/// <remarks>
/// As in Pillow, the canvas around a smaller frame has the transparent colour, or colour 0 where there is none, and a frame that
/// reaches beyond the canvas enlarges it.
/// </remarks>
internal static class GifReader
{
    /// <summary>Decodes the first frame.</summary>
    /// <param name="encoded">The whole file.</param>
    /// <param name="file">Its structure.</param>
    /// <param name="path">The name of the file, for messages.</param>
    /// <returns>The picture: RGB, with alpha where a colour is transparent.</returns>
    /// <exception cref="InvalidImageException">The frame is damaged.</exception>
    public static SampleImage Read(ReadOnlySpan<byte> encoded, GifStructure file, string path)
    {
        if (file.FrameWidth == 0 || file.FrameHeight == 0)
        {
            throw new InvalidImageException(path, $"is a GIF file whose first frame has {file.FrameWidth} x {file.FrameHeight} pixels");
        }

        byte[] indices = SampleBuffer.Allocate(file.FrameWidth, file.FrameHeight, 1, path);
        GifDecompressor.Expand(encoded[file.DataOffset..], indices, path);
        bool hasAlpha = file.Transparent >= 0;
        int channels = hasAlpha ? 4 : 3;
        Span<byte> colors = stackalloc byte[256 * 4];
        FillColors(encoded, file, channels, colors);
        int largest = file.PaletteCount == 0 ? 255 : file.PaletteCount - 1;
        byte[] samples = SampleBuffer.Allocate(file.Width, file.Height, channels, path);
        FillCanvas(samples, file, colors.Slice(Math.Max(file.Transparent, 0) * channels, channels));
        for (int y = 0; y < file.FrameHeight; y++)
        {
            int row = file.IsInterlaced ? InterlacedRow(y, file.FrameHeight) : y;
            ReadOnlySpan<byte> source = indices.AsSpan(y * file.FrameWidth, file.FrameWidth);
            Span<byte> destination = samples.AsSpan((((file.Top + row) * file.Width) + file.Left) * channels);
            for (int x = 0; x < source.Length; x++)
            {
                if (source[x] > largest && source[x] != file.Transparent)
                {
                    throw new InvalidImageException(path, $"is damaged: a pixel has colour {source[x]} of a palette of {file.PaletteCount}");
                }

                colors.Slice(source[x] * channels, channels).CopyTo(destination[(x * channels)..]);
            }
        }

        return new SampleImage(file.Width, file.Height, channels, ColorModel.Rgb, SampleType.EightBit, samples);
    }

    private static void FillColors(ReadOnlySpan<byte> encoded, GifStructure file, int channels, Span<byte> colors)
    {
        for (int i = 0; i < 256; i++)
        {
            Span<byte> color = colors.Slice(i * channels, channels);
            color.Fill(file.PaletteCount == 0 ? (byte)i : (byte)0);
            if (i < file.PaletteCount)
            {
                encoded.Slice(file.PaletteOffset + (3 * i), 3).CopyTo(color);
            }

            if (channels == 4)
            {
                color[3] = i == file.Transparent ? (byte)0 : (byte)255;
            }
        }
    }

    private static void FillCanvas(Span<byte> samples, GifStructure file, ReadOnlySpan<byte> color)
    {
        if (file.FrameWidth == file.Width && file.FrameHeight == file.Height)
        {
            return;
        }

        for (int i = 0; i < samples.Length; i += color.Length)
        {
            color.CopyTo(samples[i..]);
        }
    }

    // Rows 0, 8, 16 ..., then 4, 12 ..., then 2, 6 ..., then 1, 3 ...
    private static int InterlacedRow(int number, int height)
    {
        foreach ((int start, int step) in (ReadOnlySpan<(int, int)>)[(0, 8), (4, 8), (2, 4), (1, 2)])
        {
            int count = (height - start + step - 1) / step;
            if (number < count)
            {
                return start + (number * step);
            }

            number -= Math.Max(count, 0);
        }

        throw new ArgumentOutOfRangeException(nameof(number));
    }
}
