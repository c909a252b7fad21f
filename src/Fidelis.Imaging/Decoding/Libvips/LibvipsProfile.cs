using Fidelis.Imaging.Pixels;

namespace Fidelis.Imaging.Decoding.Libvips;

/// <summary>Converts pixels by their colour profile to sRGB, with relative colorimetric intent and no compensation of the black point.</summary>
internal static unsafe class LibvipsProfile
{
    private const int RelativeIntent = 1;

    /// <summary>Converts a picture.</summary>
    /// <param name="image">8-bit or 16-bit values, perhaps with alpha, which stays as it is.</param>
    /// <param name="profile">The profile that they were stored with.</param>
    /// <returns>RGB of the same depth, or <see langword="null"/> where the profile is damaged or belongs to other channels.</returns>
    public static SampleImage? TryConvert(SampleImage image, byte[] profile)
    {
        LibvipsRuntime.EnsureReady();
        bool isWide = image.Type == SampleType.SixteenBit;
        try
        {
            fixed (byte* samples = image.Samples, profileBytes = profile)
            {
                LibvipsFormat format = isWide ? LibvipsFormat.UInt16 : LibvipsFormat.Byte;
                using LibvipsImage source = LibvipsImage.Over(samples, image, format);

                // In place of a profile that it cannot read the operation takes a profile of its own, and says nothing.
                if (!source.IsCompatible(profileBytes, profile.Length))
                {
                    return null;
                }

                source.SetProfile(profileBytes, profile.Length);
                LibvipsOperation operation = new("icc_transform");
                operation.SetImage("in", source);
                operation.SetString("output-profile", "srgb");
                operation.SetBoolean("embedded", true);
                operation.SetInteger("depth", isWide ? 16 : 8);
                operation.SetEnum("intent", LibvipsFunctions.IntentType(), RelativeIntent);
                using LibvipsImage? result = operation.Run();
                int channels = image.HasAlpha ? 4 : 3;
                if (result is null || result.Channels != channels || result.Format != format)
                {
                    return null;
                }

                byte[] converted = GC.AllocateUninitializedArray<byte>(checked(image.Width * image.Height * channels * (isWide ? 2 : 1)));
                return result.TryReadPixels(converted, channels * (isWide ? 2 : 1))
                    ? image with { Channels = channels, Model = ColorModel.Rgb, Samples = converted }
                    : null;
            }
        }
        finally
        {
            LibvipsFunctions.ReleaseThreadData();
        }
    }
}
