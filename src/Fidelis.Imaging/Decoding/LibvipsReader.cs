using Fidelis.Imaging.Decoding.Libvips;
using Fidelis.Imaging.Pixels;

namespace Fidelis.Imaging.Decoding;

/// <summary>Decodes what libvips reads.</summary>
internal static unsafe class LibvipsReader
{
    // libvips keeps one text of errors for the whole process. A file that fails is therefore read once more while no other is:
    // then the text speaks of that file alone.
    private static readonly ReaderWriterLockSlim Decoding = new();

    /// <summary>Decodes one picture, or says what is wrong with it.</summary>
    /// <param name="encoded">The whole file.</param>
    /// <param name="format">The name of its format.</param>
    /// <param name="loader">The operation of libvips that reads it.</param>
    /// <param name="stored">Its header.</param>
    /// <param name="path">The name of the file, for messages.</param>
    /// <returns>The stored values.</returns>
    /// <exception cref="InvalidImageException">The bytes are damaged, or are a picture that is not read.</exception>
    public static StoredSamples Read(byte[] encoded, string format, string loader, StoredPicture stored, string path) =>
        TryRead(encoded, loader, LibvipsFailOn.Error, stored, path) ?? ReadAlone(encoded, format, loader, LibvipsFailOn.Error, stored, path);

    /// <summary>Decodes one picture.</summary>
    /// <param name="encoded">The whole file.</param>
    /// <param name="loader">The operation of libvips that reads it.</param>
    /// <param name="strictness">What counts as damage.</param>
    /// <param name="stored">Its header.</param>
    /// <param name="path">The name of the file, for messages.</param>
    /// <returns>The stored values, or <see langword="null"/> where libvips refuses the bytes.</returns>
    /// <exception cref="InvalidImageException">The bytes are a picture that is not read.</exception>
    public static StoredSamples? TryRead(byte[] encoded, string loader, LibvipsFailOn strictness, StoredPicture stored, string path)
    {
        LibvipsRuntime.EnsureReady();
        Decoding.EnterReadLock();
        try
        {
            return TryDecode(encoded, loader, strictness, stored, path);
        }
        finally
        {
            Decoding.ExitReadLock();
        }
    }

    /// <summary>Decodes a picture that libvips has refused once more, while no other is decoded, to hear the reason.</summary>
    /// <param name="encoded">The whole file.</param>
    /// <param name="format">The name of its format.</param>
    /// <param name="loader">The operation of libvips that reads it.</param>
    /// <param name="strictness">What counts as damage.</param>
    /// <param name="stored">Its header.</param>
    /// <param name="path">The name of the file, for messages.</param>
    /// <returns>The stored values, should it be decoded now.</returns>
    /// <exception cref="InvalidImageException">The bytes are damaged; the message says how.</exception>
    public static StoredSamples ReadAlone(byte[] encoded, string format, string loader, LibvipsFailOn strictness, StoredPicture stored, string path)
    {
        Decoding.EnterWriteLock();
        try
        {
            LibvipsFunctions.ClearErrors();
            if (TryDecode(encoded, loader, strictness, stored, path) is { } samples)
            {
                return samples;
            }

            // libvips has no words for some damage.
            string reason = LibvipsImage.TakeErrors();
            throw new InvalidImageException(path, $"is a damaged or truncated {format} file{(reason.Length > 0 ? $" ({reason})" : "")}");
        }
        finally
        {
            Decoding.ExitWriteLock();
        }
    }

    private static StoredSamples? TryDecode(byte[] encoded, string loader, LibvipsFailOn strictness, StoredPicture stored, string path)
    {
        try
        {
            fixed (byte* bytes = encoded)
            {
                using LibvipsImage? image = LibvipsImage.Open(loader, strictness, bytes, encoded.Length);
                if (image is null)
                {
                    return null;
                }

                if (image.Width != stored.Width || image.Height != stored.Height)
                {
                    throw new InvalidImageException(path, $"is damaged: its header claims {stored.Width} x {stored.Height} pixels, but it has {image.Width} x {image.Height}");
                }

                SampleType type = image.Format switch
                {
                    LibvipsFormat.Byte => SampleType.EightBit,
                    LibvipsFormat.UInt16 => SampleType.SixteenBit,
                    LibvipsFormat.Float => SampleType.FloatingPoint,
                    _ => throw new InvalidImageException(path, $"has values of the type {image.Format}, which Fidelis does not read; save it as 16-bit PNG"),
                };
                int channels = image.Channels;
                if (channels is < 1 or > 5)
                {
                    throw new InvalidImageException(path, $"has {channels} channels; Fidelis reads grey, RGB and CMYK, with or without alpha");
                }

                byte[] samples = SampleBuffer.Allocate(image.Width, image.Height, channels * BytesOf(type), path);
                if (!image.TryReadPixels(samples, channels * BytesOf(type)))
                {
                    return null;
                }

                ColorModel model = image.Interpretation == LibvipsInterpretation.Cmyk ? ColorModel.Cmyk : channels <= 2 ? ColorModel.Grey : ColorModel.Rgb;
                SampleImage result = new(image.Width, image.Height, channels, model, type, samples);
                return new StoredSamples(stored.HasUnusedChannel ? DropLast(result, BytesOf(type)) : result, stored.HasProfile ? image.Profile() : null);
            }
        }
        finally
        {
            // libvips keeps buffers for each thread that it has seen, and cannot notice that one of the runtime's threads ends.
            LibvipsFunctions.ReleaseThreadData();
        }
    }

    private static int BytesOf(SampleType type) => type switch { SampleType.EightBit => 1, SampleType.SixteenBit => 2, _ => 4 };

    private static SampleImage DropLast(SampleImage image, int valueBytes)
    {
        int pixelBytes = image.Channels * valueBytes;
        int keptBytes = pixelBytes - valueBytes;
        byte[] kept = GC.AllocateUninitializedArray<byte>(image.Samples.Length / pixelBytes * keptBytes);
        for (int from = 0, to = 0; to < kept.Length; from += pixelBytes, to += keptBytes)
        {
            image.Samples.AsSpan(from, keptBytes).CopyTo(kept.AsSpan(to));
        }

        return image with { Channels = image.Channels - 1, Samples = kept };
    }
}
