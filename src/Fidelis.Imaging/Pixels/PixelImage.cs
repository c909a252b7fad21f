namespace Fidelis.Imaging.Pixels;

/// <summary>A decoded picture: 8 bits per channel, red, green, blue, row by row (HWC), no padding.</summary>
public sealed class PixelImage
{
    /// <summary>Initializes a picture over existing pixels, which are not copied.</summary>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="rgb">Pixels <c>[height, width, 3]</c> in [0, 255].</param>
    /// <exception cref="ArgumentException">The number of bytes is not <c>height * width * 3</c>.</exception>
    public PixelImage(int width, int height, byte[] rgb)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentNullException.ThrowIfNull(rgb);
        if (rgb.Length != checked(width * height * 3))
        {
            throw new ArgumentException($"A picture of {width} x {height} needs {(long)width * height * 3} bytes, but has {rgb.Length}.", nameof(rgb));
        }

        Width = width;
        Height = height;
        Rgb = rgb;
    }

    /// <summary>Gets the number of columns.</summary>
    public int Width { get; }

    /// <summary>Gets the number of rows.</summary>
    public int Height { get; }

    /// <summary>Gets the pixels <c>[height, width, 3]</c> in [0, 255].</summary>
    public byte[] Rgb { get; }
}
