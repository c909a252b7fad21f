using Fidelis.Imaging.Decoding;
using Fidelis.Imaging.Pixels;
using Fidelis.Numerics.Errors;

namespace Fidelis.Images;

/// <summary>
/// Reads and decodes pictures on worker threads ahead of whoever computes with them. The order is kept, and what waits is bounded.
/// </summary>
public static class ImagePipeline
{
    /// <summary>The pixels that may wait by default: 256 MiB.</summary>
    public const long DefaultQueueBytes = 256L << 20;

    /// <summary>Decodes pictures in their order.</summary>
    /// <param name="entries">The pictures.</param>
    /// <param name="skip">
    /// Receives each picture that cannot be read, in order, on the thread that enumerates; it is then left out. Where this is
    /// <see langword="null"/>, such a picture ends the enumeration by its exception, after all pictures before it.
    /// </param>
    /// <param name="queueBytes">
    /// The decoded bytes that may wait. A picture in decoding counts as the largest one so far; one picture is always allowed.
    /// </param>
    /// <param name="cancellation">Ends the enumeration by an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The pictures, decoded while they are enumerated. Each enumeration decodes anew.</returns>
    /// <exception cref="InputException">A picture cannot be read or decoded; the message names it.</exception>
    public static IEnumerable<DecodedImage> Decode(
        IReadOnlyList<ImageEntry> entries,
        Action<SkippedImage>? skip = null,
        long queueBytes = DefaultQueueBytes,
        CancellationToken cancellation = default) =>
        Decode(entries, (encoded, path) => ImageDecoder.Decode(encoded, path).Pixels, skip, queueBytes, cancellation);

    /// <summary>Decodes pictures by a decoder that is given.</summary>
    internal static IEnumerable<DecodedImage> Decode(
        IReadOnlyList<ImageEntry> entries,
        Func<byte[], string, PixelImage> decoder,
        Action<SkippedImage>? skip,
        long queueBytes,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(queueBytes);
        return Enumerate(entries, decoder, skip, queueBytes, cancellation);
    }

    private static IEnumerable<DecodedImage> Enumerate(
        IReadOnlyList<ImageEntry> entries,
        Func<byte[], string, PixelImage> decoder,
        Action<SkippedImage>? skip,
        long queueBytes,
        CancellationToken cancellation)
    {
        using DecodingQueue queue = new(entries, decoder, queueBytes, cancellation);
        for (int i = 0; i < entries.Count; i++)
        {
            DecodedImage image;
            try
            {
                image = queue.Take(i);
            }
            catch (InputException e) when (skip is not null)
            {
                skip(new SkippedImage(entries[i].Path, e.Message));
                continue;
            }

            yield return image;
        }
    }
}
