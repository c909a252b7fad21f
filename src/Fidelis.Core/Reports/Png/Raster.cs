using Fidelis.Imaging.Pixels;
using Fidelis.Imaging.Resampling;

namespace Fidelis.Reports.Png;

/// <summary>A picture of 8-bit pixels that pictures, frames and labels are put on.</summary>
internal sealed class Raster
{
    private const int Channels = 3;
    private static readonly Resampler Smaller = new(ResamplingCatalog.Find("pillow-bicubic"), Overshoot.Clip);

    /// <summary>Initializes a white picture.</summary>
    public Raster(int width, int height)
    {
        Image = new PixelImage(width, height, new byte[checked(width * height * Channels)]);
        Array.Fill(Image.Rgb, byte.MaxValue);
    }

    /// <summary>Gets the picture.</summary>
    public PixelImage Image { get; }

    /// <summary>Fills a rectangle that lies within the picture.</summary>
    public void Fill(int left, int top, int width, int height, Color color)
    {
        (byte red, byte green, byte blue) = ((byte)color.Red, (byte)color.Green, (byte)color.Blue);
        for (int y = top; y < top + height; y++)
        {
            Span<byte> row = Image.Rgb.AsSpan(((y * Image.Width) + left) * Channels, width * Channels);
            for (int i = 0; i < row.Length; i += Channels)
            {
                (row[i], row[i + 1], row[i + 2]) = (red, green, blue);
            }
        }
    }

    /// <summary>Draws a frame around a square, outside of it.</summary>
    public void Frame(int left, int top, int side, int thickness, Color color)
    {
        Fill(left - thickness, top - thickness, side + (2 * thickness), side + (2 * thickness), color);
        Fill(left, top, side, side, new Color(byte.MaxValue, byte.MaxValue, byte.MaxValue));
    }

    /// <summary>Puts a picture into the middle of a square: enlarged a whole number of times, so that its pixels stay what they are, or made smaller.</summary>
    public void Picture(int left, int top, int side, PixelImage picture)
    {
        int longest = Math.Max(picture.Width, picture.Height);
        if (longest > side)
        {
            picture = Shrink(picture, side, longest);
            longest = side;
        }

        int times = side / longest;
        int firstColumn = left + ((side - (picture.Width * times)) / 2);
        int firstRow = top + ((side - (picture.Height * times)) / 2);
        for (int y = 0; y < picture.Height * times; y++)
        {
            Span<byte> target = Image.Rgb.AsSpan((((firstRow + y) * Image.Width) + firstColumn) * Channels, picture.Width * times * Channels);
            ReadOnlySpan<byte> source = picture.Rgb.AsSpan(y / times * picture.Width * Channels, picture.Width * Channels);
            for (int x = 0; x < picture.Width * times; x++)
            {
                source.Slice(x / times * Channels, Channels).CopyTo(target[(x * Channels)..]);
            }
        }
    }

    /// <summary>Writes a label whose middle is at a place.</summary>
    /// <param name="middle">The column of its middle.</param>
    /// <param name="top">Its first row.</param>
    /// <param name="text">Letters of <see cref="DotLetters"/>.</param>
    /// <param name="dot">Pixels of a dot.</param>
    /// <param name="color">Its colour.</param>
    public void Label(int middle, int top, string text, int dot, Color color)
    {
        int left = middle - (TextWidth(text, dot) / 2);
        for (int i = 0; i < text.Length; i++)
        {
            for (int row = 0; row < DotLetters.Height; row++)
            {
                for (int column = 0; column < DotLetters.Width; column++)
                {
                    if (DotLetters.IsSet(text[i], column, row))
                    {
                        Fill(left + (((i * DotLetters.Advance) + column) * dot), top + (row * dot), dot, dot, color);
                    }
                }
            }
        }
    }

    /// <summary>Gets the pixels across a label.</summary>
    public static int TextWidth(string text, int dot) => ((text.Length * DotLetters.Advance) - 1) * dot;

    private static PixelImage Shrink(PixelImage picture, int side, int longest)
    {
        int width = Math.Max(picture.Width * side / longest, 1);
        int height = Math.Max(picture.Height * side / longest, 1);
        float[] levels = new float[width * height * Channels];
        Smaller.Resize(picture, width, height, levels);
        return new PixelImage(width, height, [.. levels.Select(level => (byte)MathF.Round(level))]);
    }
}
