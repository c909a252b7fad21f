using Fidelis.Imaging.Decoding;
using Fidelis.Imaging.Decoding.Libvips;
using Fidelis.Imaging.Pixels;

namespace Fidelis.Imaging.Conversion;

/// <summary>Applies the rule for colour profiles: ignored unless the rules say that they are converted to sRGB.</summary>
internal static class ProfileConversion
{
    /// <summary>Applies it to a picture.</summary>
    /// <param name="samples">The stored values and the profile.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="path">The name of the file, for messages.</param>
    /// <returns>The values to go on with, and what was done.</returns>
    /// <exception cref="InvalidImageException">The profile was to be applied and cannot be.</exception>
    public static (StoredSamples Samples, PixelTreatments Treatments) Apply(StoredSamples samples, DecodingRules rules, string path)
    {
        if (samples.Profile is not { } profile || IccProfile.IsStandardRgb(profile))
        {
            return (samples, PixelTreatments.None);
        }

        if (!rules.ConvertProfiles)
        {
            return (samples, PixelTreatments.ProfileIgnored);
        }

        SampleImage? converted = samples.Image.Type == SampleType.FloatingPoint ? null : LibvipsProfile.TryConvert(samples.Image, profile);
        PixelTreatments inks = samples.Image.Model == ColorModel.Cmyk ? PixelTreatments.CmykConverted : PixelTreatments.None;
        return converted is null
            ? throw new InvalidImageException(path, "has a colour profile that is damaged or does not fit its pixels; decode it without applying profiles, or save it as sRGB")
            : (new StoredSamples(converted), PixelTreatments.ProfileConverted | inks);
    }
}
