using System.Buffers.Binary;
using Fidelis.Imaging.Decoding.Libvips;
using Fidelis.Imaging.Pixels;

namespace Fidelis.Imaging.Decoding;

/// <summary>Decodes what libvips reads, and refuses what <see cref="ImageDecoder"/> gives no meaning to.</summary>
internal static unsafe class LibvipsReader
{
    // libvips keeps one text of errors for the whole process. A file that fails is therefore read once more while no other is:
    // then the text speaks of that file alone.
    private static readonly ReaderWriterLockSlim Decoding = new();

    /// <summary>Decodes one picture.</summary>
    /// <param name="encoded">The whole file.</param>
    /// <param name="format">Its format.</param>
    /// <param name="path">The name of the file, for messages.</param>
    /// <returns>The pixels.</returns>
    /// <exception cref="InvalidImageException">The bytes are damaged, or are a picture that is not read.</exception>
    public static PixelImage Read(byte[] encoded, ImageFormat format, string path)
    {
        LibvipsRuntime.EnsureReady();
        if (format.Name == "PNG" && AnimatedPng.IsAnimated(encoded))
        {
            throw new InvalidImageException(path, "is an animated PNG; Fidelis reads files with a single picture");
        }

        Decoding.EnterReadLock();
        try
        {
            if (TryRead(encoded, format, path) is { } image)
            {
                return image;
            }
        }
        finally
        {
            Decoding.ExitReadLock();
        }

        Decoding.EnterWriteLock();
        try
        {
            LibvipsFunctions.ClearErrors();
            if (TryRead(encoded, format, path) is { } image)
            {
                return image;
            }

            // libvips has no words for some damage, such as a wrong checksum of the first chunk of a PNG.
            string reason = LibvipsImage.TakeErrors();
            throw new InvalidImageException(path, $"is a damaged or truncated {format.Name} file{(reason.Length > 0 ? $" ({reason})" : "")}");
        }
        finally
        {
            Decoding.ExitWriteLock();
        }
    }

    private static PixelImage? TryRead(byte[] encoded, ImageFormat format, string path)
    {
        try
        {
            fixed (byte* bytes = encoded)
            {
                using LibvipsImage? image = LibvipsImage.Open(format.Loader!, format.Strictness, bytes, encoded.Length);
                if (image is null)
                {
                    return null;
                }

                Validate(image, path);
                if (format.Name == "GIF")
                {
                    RequireFullCanvas(encoded, image, path);
                }

                byte[] pixels = GC.AllocateUninitializedArray<byte>(checked(image.Width * image.Height * image.Channels));
                return image.TryReadPixels(pixels) ? new PixelImage(image.Width, image.Height, ToRgb(pixels, image.Channels, path)) : null;
            }
        }
        finally
        {
            // libvips keeps buffers for each thread that it has seen, and cannot notice that one of the runtime's threads ends.
            LibvipsFunctions.ReleaseThreadData();
        }
    }

    private static void Validate(LibvipsImage image, string path)
    {
        ImageDecoder.RequireDecodableSize(image.Width, image.Height, path);
        if (image.PageCount != 1)
        {
            throw new InvalidImageException(path, $"has {image.PageCount} pages or frames; Fidelis reads files with a single picture");
        }

        if (image.Format != LibvipsFormat.Byte)
        {
            throw new InvalidImageException(path, $"has {Describe(image.Format)} per channel; Fidelis reads 8-bit grey and colour images");
        }

        if (image.Interpretation is not (LibvipsInterpretation.Grey or LibvipsInterpretation.StandardRgb) || image.Channels is < 1 or > 4)
        {
            throw new InvalidImageException(path, $"has {image.Channels} channels in {Describe(image.Interpretation)}; Fidelis reads 8-bit grey and colour images");
        }

        if (image.Orientation != 1)
        {
            throw new InvalidImageException(path, $"is stored turned or mirrored (EXIF orientation {image.Orientation}); Fidelis reads upright images, so apply the orientation first");
        }
    }

    // The GIF library ignores some sizes of the canvas, which were once often wrong, and returns the frame alone.
    private static void RequireFullCanvas(ReadOnlySpan<byte> encoded, LibvipsImage image, string path)
    {
        int width = BinaryPrimitives.ReadUInt16LittleEndian(encoded[6..]);
        int height = BinaryPrimitives.ReadUInt16LittleEndian(encoded[8..]);
        if (width != image.Width || height != image.Height)
        {
            throw new InvalidImageException(path, $"is a GIF file of {width} x {height} pixels whose frame covers {image.Width} x {image.Height}; Fidelis reads frames that fill the picture");
        }
    }

    private static byte[] ToRgb(byte[] pixels, int channels, string path)
    {
        if (channels == 3)
        {
            return pixels;
        }

        int count = pixels.Length / channels;
        bool isGrey = channels <= 2;
        bool hasAlpha = channels is 2 or 4;
        byte[] rgb = GC.AllocateUninitializedArray<byte>(checked(count * 3));
        for (int i = 0, from = 0, to = 0; i < count; i++, from += channels, to += 3)
        {
            if (hasAlpha && pixels[from + channels - 1] != 255)
            {
                throw new InvalidImageException(path, "has transparent pixels; Fidelis reads opaque images, so draw it on a background first");
            }

            rgb[to] = pixels[from];
            rgb[to + 1] = pixels[isGrey ? from : from + 1];
            rgb[to + 2] = pixels[isGrey ? from : from + 2];
        }

        return rgb;
    }

    private static string Describe(LibvipsFormat format) => format switch
    {
        LibvipsFormat.UInt16 or LibvipsFormat.Int16 => "16 bits",
        LibvipsFormat.UInt32 or LibvipsFormat.Int32 => "32 bits",
        LibvipsFormat.Float => "a 32-bit floating-point number",
        LibvipsFormat.Double => "a 64-bit floating-point number",
        LibvipsFormat.SignedByte => "a signed 8-bit number",
        _ => $"values of type {format}",
    };

    private static string Describe(LibvipsInterpretation interpretation) => interpretation switch
    {
        LibvipsInterpretation.Cmyk => "the colour space CMYK",
        LibvipsInterpretation.Lab => "the colour space CIELAB",
        LibvipsInterpretation.Grey => "grey",
        LibvipsInterpretation.StandardRgb => "RGB",
        _ => $"a colour space that libvips numbers {(int)interpretation}",
    };
}
