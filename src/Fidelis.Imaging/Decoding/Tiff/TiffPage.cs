namespace Fidelis.Imaging.Decoding.Tiff;

/// <summary>Tells what the pixels of a TIFF page are, and refuses those that have no stated meaning.</summary>
internal static class TiffPage
{
    private const int Unsigned = 1;
    private const int Signed = 2;
    private const int FloatingPoint = 3;
    private const int Undefined = 4;
    private const int Jpeg = 7;
    private const int OldJpeg = 6;
    private const int Webp = 50_001;

    /// <summary>Describes a page.</summary>
    /// <param name="page">Its directory.</param>
    /// <param name="path">The name of the file, for messages.</param>
    /// <returns>The header.</returns>
    /// <exception cref="InvalidImageException">The page is of a kind that is not read.</exception>
    public static StoredPicture Describe(TiffDirectory page, string path)
    {
        long width = page.Value(TiffTag.ImageWidth, 0);
        long height = page.Value(TiffTag.ImageLength, 0);
        if (width is < 1 or > int.MaxValue || height is < 1 or > int.MaxValue)
        {
            throw new InvalidImageException(path, $"is a TIFF file that claims {width} x {height} pixels");
        }

        ReadOnlySpan<long> extra = page.Values(TiffTag.ExtraSamples);
        TiffPhotometric photometric = (TiffPhotometric)page.Value(TiffTag.Photometric, (long)TiffPhotometric.BlackIsZero);
        (string channels, int colors) = photometric switch
        {
            TiffPhotometric.WhiteIsZero or TiffPhotometric.BlackIsZero => ("grey", 1),
            TiffPhotometric.Rgb or TiffPhotometric.YCbCr => ("RGB", 3),
            TiffPhotometric.Palette => ("palette", 1),
            TiffPhotometric.Inks => ("CMYK", 4),
            _ => throw new InvalidImageException(path, $"is a TIFF file in the colour space {Name((int)photometric)}, which Fidelis does not read; convert it to RGB first"),
        };
        long stored = page.Value(TiffTag.SamplesPerPixel, 1);
        if (stored < colors || stored > colors + 1)
        {
            throw new InvalidImageException(path, $"is a TIFF file with {stored} channels where {channels} has {colors}, or {colors + 1} with alpha; keep the channels that you want to score");
        }

        RequireSameDepth(page, path);
        int bits = (int)page.Value(TiffTag.BitsPerSample, 1);
        long type = page.Value(TiffTag.SampleFormat, Unsigned);
        RequireReadable(bits, type, colors, path);

        // An extra channel that the file calls unspecified is no alpha.
        bool hasExtra = stored > colors;
        bool hasAlpha = hasExtra && extra.Length > 0 && extra[0] is 1 or 2;
        long compression = page.Value(TiffTag.Compression, 1);
        string depth = type == FloatingPoint ? $"float {channels}" : channels;
        return new StoredPicture((int)width, (int)height, StoredPicture.NameMode(bits, depth, hasAlpha), compression is Jpeg or OldJpeg or Webp)
        {
            Orientation = page.Value(TiffTag.Orientation, 1) is >= 1 and <= 8 and long value ? (int)value : 1,
            HasProfile = page.Has(TiffTag.Profile),
            HasUnusedChannel = hasExtra && !hasAlpha,
        };
    }

    private static void RequireSameDepth(TiffDirectory page, string path)
    {
        foreach (TiffTag tag in (ReadOnlySpan<TiffTag>)[TiffTag.BitsPerSample, TiffTag.SampleFormat])
        {
            ReadOnlySpan<long> values = page.Values(tag);
            if (values.Length > 1 && values.ContainsAnyExcept(values[0]))
            {
                throw new InvalidImageException(path, "is a TIFF file whose channels are of different types, which Fidelis does not read; save it as 16-bit TIFF or PNG");
            }
        }
    }

    private static void RequireReadable(int bits, long type, int colors, string path)
    {
        bool isReadable = type switch
        {
            Unsigned or Undefined => bits is 8 or 16 || (colors == 1 && bits is 1 or 2 or 4),
            FloatingPoint => bits == 32 && colors < 4,
            _ => false,
        };
        if (!isReadable)
        {
            string name = type switch { Signed => $"signed {bits}-bit integers", FloatingPoint => $"{bits}-bit floating-point numbers", _ => $"{bits}-bit integers" };
            throw new InvalidImageException(path, $"is a TIFF file of {name}, which Fidelis does not read; save it with 8 or 16 unsigned bits, or as 32-bit floating point, and state the range with --window");
        }
    }

    private static string Name(int photometric) => photometric switch
    {
        8 or 9 or 10 => "CIELAB",
        4 => "of transparency masks",
        32_803 => "of a camera's raw filter",
        32_844 or 32_845 => "LogLuv",
        _ => $"that TIFF numbers {photometric}",
    };
}
