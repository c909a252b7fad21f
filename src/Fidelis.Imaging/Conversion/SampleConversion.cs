using Fidelis.Imaging.Decoding;
using Fidelis.Imaging.Pixels;

namespace Fidelis.Imaging.Conversion;

/// <summary>Turns stored values into 8-bit red, green and blue: the one place where the rules for pixels are applied.</summary>
public static class SampleConversion
{
    /// <summary>Converts one picture.</summary>
    /// <param name="image">The stored values.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="format">The name of the format, for <see cref="PictureFacts"/>.</param>
    /// <param name="isLossy">Whether storing it lost something.</param>
    /// <param name="path">The name of the file or entry, for messages.</param>
    /// <returns>The pixels and what was done to reach them.</returns>
    /// <exception cref="InvalidImageException">The values have no meaning under these rules.</exception>
    public static DecodedPicture ToRgb(SampleImage image, DecodingRules rules, string format, bool isLossy, string path)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(rules);
        if (image.Type != SampleType.EightBit || image.Model == ColorModel.Cmyk || image.HasAlpha)
        {
            throw new InvalidImageException(path, "has values that Fidelis does not read");
        }

        byte[] rgb = image.Samples;
        if (image.Model == ColorModel.Grey)
        {
            rgb = new byte[checked(image.Width * image.Height * 3)];
            for (int i = 0; i < rgb.Length; i++)
            {
                rgb[i] = image.Samples[i / 3];
            }
        }

        string mode = image.Model == ColorModel.Grey ? "8-bit grey" : "8-bit RGB";
        return new DecodedPicture(new PixelImage(image.Width, image.Height, rgb), new PictureFacts(format, mode, isLossy, PixelTreatments.None));
    }
}
