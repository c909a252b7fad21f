using Fidelis.Imaging.Pixels;

namespace Fidelis.Imaging.Conversion;

/// <summary>Turns pictures upright as their EXIF orientation says.</summary>
internal static class Upright
{
    /// <summary>Turns a picture.</summary>
    /// <param name="image">The picture as stored.</param>
    /// <param name="orientation">2 to 8; 5 to 8 exchange rows and columns.</param>
    /// <returns>The upright picture.</returns>
    public static PixelImage Turn(PixelImage image, int orientation)
    {
        (int width, int height) = (image.Width, image.Height);
        int last = (width * height) - 1;

        // Which stored pixel is the upright one's first, and the steps to its neighbours on the right and below.
        (int first, int right, int below) = orientation switch
        {
            2 => (width - 1, -1, width),
            3 => (last, -1, -width),
            4 => (last - width + 1, 1, -width),
            5 => (0, width, 1),
            6 => (last - width + 1, -width, 1),
            7 => (last, -width, -1),
            8 => (width - 1, width, -1),
            _ => throw new ArgumentOutOfRangeException(nameof(orientation)),
        };
        (int columns, int rows) = orientation >= 5 ? (height, width) : (width, height);
        byte[] turned = GC.AllocateUninitializedArray<byte>(image.Rgb.Length);
        int to = 0;
        for (int y = 0; y < rows; y++)
        {
            int from = (first + (y * below)) * 3;
            for (int x = 0; x < columns; x++, from += right * 3, to += 3)
            {
                turned[to] = image.Rgb[from];
                turned[to + 1] = image.Rgb[from + 1];
                turned[to + 2] = image.Rgb[from + 2];
            }
        }

        return new PixelImage(columns, rows, turned);
    }
}
