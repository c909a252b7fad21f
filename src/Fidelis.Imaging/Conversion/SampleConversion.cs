using Fidelis.Imaging.Decoding;
using Fidelis.Imaging.Pixels;

namespace Fidelis.Imaging.Conversion;

/// <summary>Turns stored values into 8-bit red, green and blue: the one place where the rules for pixels are applied.</summary>
/// <remarks>
/// <para>In this order:</para>
/// <list type="number">
/// <item>More than 8 bits become 8 by the <see cref="SampleWindow"/>. Alpha of 16 bits becomes <c>round(a / 257)</c> whatever the window.</item>
/// <item>Inks become red, green and blue: <c>(255 - c)(255 - k) / 255</c>, as in Pillow.</item>
/// <item>Transparent pixels are drawn on the background: <c>round((c a + b (255 - a)) / 255)</c>, alpha being straight.</item>
/// <item>Grey is copied into three channels.</item>
/// </list>
/// <para>8-bit red, green and blue stay the array that they are.</para>
/// </remarks>
public static class SampleConversion
{
    /// <summary>Converts one picture.</summary>
    /// <param name="image">The stored values.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="format">The name of the format, for <see cref="PictureFacts"/>.</param>
    /// <param name="isLossy">Whether storing it lost something.</param>
    /// <param name="path">The name of the file or entry, for messages.</param>
    /// <returns>The pixels and what was done to reach them. 8-bit RGB is not copied.</returns>
    /// <exception cref="InvalidImageException">The values have no meaning under these rules.</exception>
    /// <exception cref="InvalidOperationException">The window is still that of a set, which whoever reads the set makes fixed.</exception>
    public static DecodedPicture ToRgb(SampleImage image, DecodingRules rules, string format, bool isLossy, string path)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(rules);
        string mode = image.Mode;
        PixelTreatments treatments = PixelTreatments.None;
        (double Low, double High)? range = null;
        if (image.Type != SampleType.EightBit)
        {
            SampleRange found = SampleRange.Find(image, path);
            (double low, double high) = WindowEnds.Find(rules.Window, image, found, path);
            image = SampleScaling.ToEightBit(image, found, low, high);
            range = (found.Low, found.High);
            treatments |= PixelTreatments.Windowed;
            treatments |= found.Low < low || found.High > high ? PixelTreatments.Clipped : PixelTreatments.None;
        }

        if (image.Model == ColorModel.Cmyk)
        {
            image = InkConversion.ToRgb(image);
            treatments |= PixelTreatments.CmykConverted;
        }

        if (image.HasAlpha)
        {
            (image, bool isTransparent) = AlphaComposition.DrawOn(image, rules.Background);
            treatments |= isTransparent ? PixelTreatments.Composited : PixelTreatments.None;
        }

        byte[] rgb = image.Model == ColorModel.Grey ? GreyCopying.ToRgb(image.Samples) : image.Samples;
        return new DecodedPicture(new PixelImage(image.Width, image.Height, rgb), new PictureFacts(format, mode, isLossy, treatments, range));
    }
}
