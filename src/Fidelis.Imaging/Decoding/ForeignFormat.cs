namespace Fidelis.Imaging.Decoding;

/// <summary>Recognises files that are often given but are no pictures of a kind that is read, and says what to do with them.</summary>
internal static class ForeignFormat
{
    private const int DicomPrefixBytes = 128;
    private const int NiftiMagicOffset = 344;

    /// <summary>Names a file and the remedy.</summary>
    /// <param name="start">The first bytes of the file.</param>
    /// <returns>The end of a sentence about the image, or <see langword="null"/> where the bytes are not known either.</returns>
    public static string? Describe(ReadOnlySpan<byte> start)
    {
        string? name = Name(start);
        return name is null ? null : $"is {name}";
    }

    private static string? Name(ReadOnlySpan<byte> start)
    {
        const string Medical = "which Fidelis does not read; export its slices as 16-bit PNG or TIFF and state the range with --window";
        const string Save = "which Fidelis does not read; save it as PNG";
        if (At(start, DicomPrefixBytes, "DICM"u8))
        {
            return $"a DICOM file, {Medical}";
        }

        if (At(start, NiftiMagicOffset, "n+1\0"u8) || At(start, NiftiMagicOffset, "ni1\0"u8) || At(start, 4, "n+2\0"u8))
        {
            return $"a NIfTI file, {Medical}";
        }

        if (start is [0x1F, 0x8B, ..])
        {
            return "compressed with gzip; unpack it first (and export NIfTI slices as 16-bit PNG or TIFF)";
        }

        if (start.StartsWith("%PDF"u8))
        {
            return "a PDF file; extract its pictures as PNG first";
        }

        if (start.StartsWith("PK\u0003\u0004"u8))
        {
            return "a ZIP archive; give the archive itself as the source";
        }

        if (start.StartsWith("\u0093NUMPY"u8) || start is [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', ..])
        {
            return "a NumPy array; give the .npy file itself as the source";
        }

        if (start.StartsWith("version https://git-lfs"u8))
        {
            return "a pointer of Git LFS instead of the picture; fetch the file with 'git lfs pull'";
        }

        if (start.StartsWith("8BPS"u8))
        {
            return $"a Photoshop file, {Save}";
        }

        if (start is [0xFF, 0x0A, ..] || At(start, 4, "JXL "u8))
        {
            return $"a JPEG XL file, {Save}";
        }

        if (start is [0xFF, 0x4F, 0xFF, 0x51, ..] || At(start, 4, "jP  "u8))
        {
            return $"a JPEG 2000 file, {Save}";
        }

        if (start is [0x76, 0x2F, 0x31, 0x01, ..] || start.StartsWith("#?RADIANCE"u8) || start.StartsWith("PF\n"u8) || start.StartsWith("Pf\n"u8))
        {
            return "a picture of high dynamic range (OpenEXR, Radiance or PFM), which Fidelis does not read; save it as floating-point TIFF and state the range with --window";
        }

        return IsMarkup(start);
    }

    private static string? IsMarkup(ReadOnlySpan<byte> start)
    {
        ReadOnlySpan<byte> text = start.TrimStart("\u00EF\u00BB\u00BF \t\r\n"u8);
        if (text.StartsWith("<svg"u8) || (text.StartsWith("<?xml"u8) && text.IndexOf("<svg"u8) >= 0))
        {
            return "an SVG drawing; render it as PNG at the size that you want to score";
        }

        return text.StartsWith("<!DOCTYPE"u8) || text.StartsWith("<!doctype"u8) || text.StartsWith("<html"u8)
            ? "a web page, as failed downloads often are; download the picture again"
            : null;
    }

    private static bool At(ReadOnlySpan<byte> start, int offset, ReadOnlySpan<byte> magic) =>
        start.Length >= offset + magic.Length && start[offset..].StartsWith(magic);
}
