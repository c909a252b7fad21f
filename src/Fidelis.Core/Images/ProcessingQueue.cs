using System.Diagnostics.CodeAnalysis;
using Fidelis.Imaging.Decoding;
using Fidelis.Imaging.Pixels;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.Threading;

namespace Fidelis.Images;

/// <summary>
/// Threads that read files and threads that decode them and do the caller's work, each as far ahead of the picture that is due as its
/// bytes allow.
/// </summary>
/// <remarks>
/// <para>
/// It cannot lock itself up. Readers claim pictures in order, and whoever waits for picture i has been given all before it. So i is
/// claimed, or the next claim is i; a reader that waits for bytes waits with a later claim only if i was claimed before it. The bytes of
/// i are always admitted: the reader that has it reads, a worker that waits for bytes takes it, and workers never wait with a
/// picture in hand.
/// </para>
/// <para>
/// A worker takes the first picture that has been read and whose bytes are admitted: one that is slow to read holds up no other,
/// and one that is too large for what is left waits until it is due, when its bytes do not count.
/// </para>
/// </remarks>
/// <typeparam name="T">What the work makes of a picture.</typeparam>
internal sealed class ProcessingQueue<T> : IDisposable
{
    /// <summary>Files that are read at once. More hide the delay of a network share, and cost nothing where there is none.</summary>
    private const int ReaderCount = 4;

    /// <summary>The pictures among which a worker looks for one that fits.</summary>
    private const int LookAhead = 64;

    private readonly object gate = new();
    private readonly WaitingThreads readers;
    private readonly WaitingThreads workers;
    private readonly WaitingThreads consumer;
    private readonly SortedDictionary<int, Task<EncodedImage>> read = [];
    private readonly Dictionary<int, Task<ProcessedImage<T>>> finished = [];
    private readonly HashSet<int> claimsThatWait = [];
    private readonly WaitingBytes encodedBytes;
    private readonly WaitingBytes workBytes;
    private readonly IReadOnlyList<ImageEntry> entries;
    private readonly Func<int, PixelImage, T> work;
    private readonly Func<int, int, long> resultBytes;
    private readonly PipelineOptions options;
    private readonly CancellationToken cancellation;
    private readonly CancellationTokenRegistration registration;
    private readonly Task[] readerTasks;
    private readonly Task[] workerTasks;
    private int nextToClaim;
    private int due;
    private bool stopped;
    private volatile bool onlyChecking;

    public ProcessingQueue(
        IReadOnlyList<ImageEntry> entries,
        Func<int, PixelImage, T> work,
        Func<int, int, long> resultBytes,
        PipelineOptions options,
        CancellationToken cancellation)
    {
        this.entries = entries;
        this.work = work;
        this.resultBytes = resultBytes;
        this.options = options;
        this.cancellation = cancellation;
        readers = new WaitingThreads(gate);
        workers = new WaitingThreads(gate);
        consumer = new WaitingThreads(gate);
        encodedBytes = new WaitingBytes(options.WaitingBytes / 4);
        workBytes = new WaitingBytes(options.WaitingBytes - (options.WaitingBytes / 4));
        registration = cancellation.Register(Stop);
        readerTasks = Start(ReaderCount, Read);
        workerTasks = Start(Parallelism.ThreadCount, Work);
    }

    /// <summary>Gets the bytes that wait or are worked on, but for the picture that is due; for tests of the bound.</summary>
    internal long CountedBytes
    {
        get
        {
            lock (gate)
            {
                return encodedBytes.Counted + workBytes.Counted;
            }
        }
    }

    /// <summary>Decodes the pictures to come without working on them: their results are the default value.</summary>
    public void OnlyCheck() => onlyChecking = true;

    /// <summary>Waits for a picture. Pictures must be asked for in their order.</summary>
    public ProcessedImage<T> Take(int index)
    {
        Task<ProcessedImage<T>>? image;
        lock (gate)
        {
            while (!finished.Remove(index, out image))
            {
                cancellation.ThrowIfCancellationRequested();
                consumer.Wait();
            }

            due = index + 1;
            encodedBytes.Advance();
            workBytes.Advance();

            if (claimsThatWait.Contains(due) || encodedBytes.IsHalfFree)
            {
                readers.WakeAll();
            }

            workers.WakeOne();
        }

        cancellation.ThrowIfCancellationRequested();
        return image.GetAwaiter().GetResult();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stop();
        registration.Dispose();
        Task.WaitAll(workerTasks);
        try
        {
            Task.WaitAll(readerTasks, cancellation);
        }
        catch (OperationCanceledException)
        {
            // A read that hangs ends when it ends: nobody waits for it, and its thread keeps no process alive.
        }
    }

    private Task[] Start(int count, Action body) =>
    [
        .. Enumerable.Range(0, Math.Min(count, entries.Count)).Select(_ =>
            Task.Factory.StartNew(body, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)),
    ];

    private void Stop()
    {
        lock (gate)
        {
            stopped = true;
            readers.WakeAll();
            workers.WakeAll();
            consumer.WakeAll();
        }
    }

    private void Read()
    {
        while (TryClaim(out int index))
        {
            ImageEntry entry = entries[index];
            long expected = entry.LengthBytes ?? 0;
            if (!WaitForBytes(index, expected))
            {
                return;
            }

            // A task rather than a call: it keeps whatever is thrown until the picture is asked for.
            Task<EncodedImage> image = new(() => Read(entry));
            image.RunSynchronously(TaskScheduler.Default);
            lock (gate)
            {
                encodedBytes.Set(index, image.IsCompletedSuccessfully ? image.Result.Bytes.LongLength : 0);
                read.Add(index, image);
                workers.WakeOne();
            }
        }
    }

    private bool TryClaim(out int index)
    {
        lock (gate)
        {
            index = nextToClaim;
            if (stopped || index >= entries.Count)
            {
                return false;
            }

            nextToClaim++;
            return true;
        }
    }

    private bool WaitForBytes(int index, long bytes)
    {
        lock (gate)
        {
            claimsThatWait.Add(index);
            while (!stopped && !encodedBytes.Admits(index, bytes))
            {
                readers.Wait();
            }

            claimsThatWait.Remove(index);

            if (!stopped)
            {
                encodedBytes.Set(index, bytes);
            }

            return !stopped;
        }
    }

    private EncodedImage Read(ImageEntry entry)
    {
        byte[] bytes = entry.Read();
        try
        {
            // A picture in work occupies three bytes for each of its pixels, and its result.
            PictureHeader header = entry.ReadHeader(bytes, options.Rules);
            return new EncodedImage(bytes, ((long)header.Width * header.Height * 3) + resultBytes(header.Width, header.Height));
        }
        catch (InputException)
        {
            // It is refused when it is decoded too, before it occupies anything.
            return new EncodedImage(bytes, 0);
        }
    }

    private void Work()
    {
        while (TryTakeRead(out int index, out Task<EncodedImage>? image))
        {
            Task<ProcessedImage<T>> result = new(() => Process(index, image));
            result.RunSynchronously(TaskScheduler.Default);
            long bytes = result.IsCompletedSuccessfully ? resultBytes(result.Result.Width, result.Result.Height) : 0;
            lock (gate)
            {
                encodedBytes.Set(index, 0);
                workBytes.Set(index, bytes);
                finished.Add(index, result);
                if (index == due)
                {
                    consumer.WakeOne();
                }

                // Readers are faster than workers: they are woken for many files at a time.
                if (encodedBytes.IsHalfFree)
                {
                    readers.WakeAll();
                }
            }
        }
    }

    private bool TryTakeRead(out int index, [NotNullWhen(true)] out Task<EncodedImage>? image)
    {
        lock (gate)
        {
            while (!stopped)
            {
                foreach ((int candidate, Task<EncodedImage> content) in read.Take(LookAhead))
                {
                    long bytes = content.IsCompletedSuccessfully ? content.Result.WorkBytes : 0;
                    if (candidate - due < options.WaitingCount && workBytes.Admits(candidate, bytes))
                    {
                        (index, image) = (candidate, content);
                        read.Remove(candidate);
                        workBytes.Set(candidate, bytes);

                        // There may be room for another one.
                        workers.WakeOne();
                        return true;
                    }
                }

                workers.Wait();
            }

            (index, image) = (-1, null);
            return false;
        }
    }

    private ProcessedImage<T> Process(int index, Task<EncodedImage> image)
    {
        ImageEntry entry = entries[index];
        byte[] encoded = image.GetAwaiter().GetResult().Bytes;
        DecodedPicture picture = entry.Decode(encoded, options.Rules);
        PixelImage pixels = picture.Pixels;
        T result = onlyChecking ? default! : work(index, pixels);
        return new ProcessedImage<T>(index, entry, result, pixels.Width, pixels.Height, picture.Facts, encoded.LongLength, ContentHash.Of(encoded));
    }

    /// <summary>A file that was read, and the bytes that working on it is going to occupy.</summary>
    private readonly record struct EncodedImage(byte[] Bytes, long WorkBytes);
}
