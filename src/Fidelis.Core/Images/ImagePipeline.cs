using Fidelis.Imaging.Pixels;
using Fidelis.Numerics.Errors;

namespace Fidelis.Images;

/// <summary>
/// Reads pictures, decodes them and does the caller's work on them, on threads ahead of whoever takes the results. The order is kept, and
/// what waits is bounded in bytes.
/// </summary>
public static class ImagePipeline
{
    /// <summary>Processes pictures in their order.</summary>
    /// <typeparam name="T">What the work makes of a picture.</typeparam>
    /// <param name="entries">The pictures.</param>
    /// <param name="work">
    /// Makes a result of a picture, given its place in the list. It is called by several threads at once and in any order, and must not
    /// keep the pixels unless they are the result.
    /// </param>
    /// <param name="resultBytes">The bytes that the result of a picture of some width and height holds while it waits.</param>
    /// <param name="options">How to work; the default options where there are none.</param>
    /// <param name="cancellation">Ends the enumeration by an <see cref="OperationCanceledException"/>, even while a file hangs.</param>
    /// <returns>The results, made while they are enumerated. Each enumeration works anew.</returns>
    /// <exception cref="InputException">
    /// Pictures cannot be read or decoded. Before it is thrown, all results before the first of them were given and all pictures after
    /// it were checked, so that the message names every one, up to 20.
    /// </exception>
    public static IEnumerable<ProcessedImage<T>> Process<T>(
        IReadOnlyList<ImageEntry> entries,
        Func<int, PixelImage, T> work,
        Func<int, int, long> resultBytes,
        PipelineOptions? options = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(resultBytes);
        options ??= new PipelineOptions();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.WaitingBytes, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.WaitingCount, nameof(options));
        return Enumerate(entries, work, resultBytes, options, cancellation);
    }

    private static IEnumerable<ProcessedImage<T>> Enumerate<T>(
        IReadOnlyList<ImageEntry> entries,
        Func<int, PixelImage, T> work,
        Func<int, int, long> resultBytes,
        PipelineOptions options,
        CancellationToken cancellation)
    {
        BadImageList bad = new();
        using ProcessingQueue<T> queue = new(entries, work, resultBytes, options, cancellation);
        for (int i = 0; i < entries.Count; i++)
        {
            ProcessedImage<T> image;
            try
            {
                image = queue.Take(i);
            }
            catch (InputException e)
            {
                if (options.Skip is { } skip)
                {
                    skip(new SkippedImage(entries[i].Path, e.Message));
                }
                else
                {
                    queue.OnlyCheck();
                    bad.Add(e);
                }

                continue;
            }

            if (bad.Count > 0)
            {
                options.Checked?.Invoke(entries[i]);
                continue;
            }

            yield return image;
        }

        bad.ThrowIfAny();
    }
}
