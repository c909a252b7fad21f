using Fidelis.Imaging.Decoding;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.Threading;

namespace Fidelis.Images;

/// <summary>Looks at the headers of a whole set before anything expensive begins, so that a bad image is found in seconds and not in hours.</summary>
public static class Preflight
{
    /// <summary>Files that are looked at at once. More than there are processors hide the delay of a network share.</summary>
    private const int ThreadCount = 4;

    /// <summary>Looks at all images of a set.</summary>
    /// <param name="source">The set.</param>
    /// <param name="rules">The rules by which it is going to be decoded, for the largest number of pixels.</param>
    /// <param name="progress">Told of every image, on any thread; or <see langword="null"/>.</param>
    /// <param name="cancellation">Ends the search by an <see cref="OperationCanceledException"/>, even while a file hangs.</param>
    /// <returns>What was found. An image that is not found bad here may still be damaged within its pixels.</returns>
    public static PreflightReport Inspect(
        ImageSource source, DecodingRules rules, Action? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(rules);
        IReadOnlyList<ImageEntry> entries = source.Entries;
        Finding[] findings = new Finding[entries.Count];
        int next = -1;
        Task[] threads =
        [
            .. Enumerable.Range(0, Math.Min(Math.Max(Parallelism.ThreadCount, ThreadCount), entries.Count)).Select(_ =>
                Task.Factory.StartNew(Look, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)),
        ];
        try
        {
            Task.WaitAll(threads, cancellation);

            // Threads that saw it first have ended early, and a wait for what has ended does not look.
            cancellation.ThrowIfCancellationRequested();
        }
        catch (AggregateException e)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }

        ImageSurveyor surveyor = new();
        List<SkippedImage> bad = [];
        for (int i = 0; i < findings.Length; i++)
        {
            if (findings[i].Problem is { } problem)
            {
                bad.Add(new SkippedImage(entries[i].Path, problem));
            }
            else if (findings[i].Header is { } header)
            {
                surveyor.Add(entries[i], new ImageKind(header.Format, header.Mode, header.IsLossy, header.Width, header.Height), findings[i].LengthBytes);
            }
        }

        return new PreflightReport(source, surveyor.ToSurvey(), bad)
        {
            Sizes = [.. findings.Select(finding => finding.Header is { } header ? (header.Width, header.Height) : ((int, int)?)null)],
        };

        void Look()
        {
            for (int i = Interlocked.Increment(ref next); i < entries.Count && !cancellation.IsCancellationRequested; i = Interlocked.Increment(ref next))
            {
                findings[i] = Find(entries[i], rules);
                progress?.Invoke();
            }
        }
    }

    private static Finding Find(ImageEntry entry, DecodingRules rules)
    {
        try
        {
            return new Finding(entry.ReadHeader(rules), entry.LengthBytes ?? 0, null);
        }
        catch (InputException e)
        {
            return new Finding(null, 0, e.Message);
        }
    }

    private readonly record struct Finding(PictureHeader? Header, long LengthBytes, string? Problem);
}
