using Fidelis.Imaging.Pixels;

namespace Fidelis.Preprocessing;

/// <summary>Cuts the largest centred part of another aspect ratio out of a picture.</summary>
internal static class CentreCrop
{
    /// <summary>Cuts a picture to the aspect ratio <paramref name="width"/> : <paramref name="height"/>.</summary>
    /// <returns>
    /// The picture itself where the ratio is right already. An odd number of spare rows or columns leaves the larger half below and to
    /// the right.
    /// </returns>
    public static PixelImage ToAspectRatio(PixelImage image, int width, int height)
    {
        int croppedWidth = (int)Math.Clamp((long)image.Height * width / height, 1, image.Width);
        int croppedHeight = (int)Math.Clamp((long)image.Width * height / width, 1, image.Height);
        if (croppedWidth == image.Width && croppedHeight == image.Height)
        {
            return image;
        }

        int left = (image.Width - croppedWidth) / 2;
        int top = (image.Height - croppedHeight) / 2;
        byte[] cropped = new byte[croppedWidth * croppedHeight * 3];
        for (int y = 0; y < croppedHeight; y++)
        {
            image.Rgb.AsSpan((((top + y) * image.Width) + left) * 3, croppedWidth * 3).CopyTo(cropped.AsSpan(y * croppedWidth * 3));
        }

        return new PixelImage(croppedWidth, croppedHeight, cropped);
    }
}
