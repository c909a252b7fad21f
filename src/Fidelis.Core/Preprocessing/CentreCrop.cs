using Fidelis.Imaging.Pixels;

namespace Fidelis.Preprocessing;

/// <summary>Chooses the largest centred part of another aspect ratio.</summary>
internal static class CentreCrop
{
    /// <summary>Chooses the part of a picture that has the aspect ratio <paramref name="width"/> : <paramref name="height"/>.</summary>
    /// <returns>
    /// The whole picture where the ratio is right already. The side that is cut is rounded down to whole pixels, but never to none; an odd
    /// number of spare rows or columns leaves the larger half below and to the right.
    /// </returns>
    public static PixelRegion OfAspectRatio(PixelImage image, int width, int height)
    {
        int croppedWidth = (int)Math.Clamp((long)image.Height * width / height, 1, image.Width);
        int croppedHeight = (int)Math.Clamp((long)image.Width * height / width, 1, image.Height);
        return new PixelRegion((image.Width - croppedWidth) / 2, (image.Height - croppedHeight) / 2, croppedWidth, croppedHeight);
    }
}
