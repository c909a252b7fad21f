using Fidelis.Imaging.Pixels;
using Fidelis.Numerics.Threading;

namespace Fidelis.Images;

/// <summary>
/// Worker threads that decode pictures in the order of their list, as far ahead as the bytes allow.
/// </summary>
/// <remarks>
/// The workers take pictures in order. Whoever waits for picture i has been given all before it, so either a worker has i in hand, or
/// i is the next to take and nothing waits: it is then taken whatever the limit says. The queue therefore cannot lock itself up.
/// </remarks>
internal sealed class DecodingQueue : IDisposable
{
    private readonly object gate = new();
    private readonly Dictionary<int, Task<DecodedImage>> finished = [];
    private readonly IReadOnlyList<ImageEntry> entries;
    private readonly Func<byte[], string, PixelImage> decoder;
    private readonly long limitBytes;
    private readonly CancellationToken cancellation;
    private readonly CancellationTokenRegistration registration;
    private readonly Task[] workers;
    private int nextToTake;
    private int nextToDeliver;
    private long queuedBytes;
    private long largestBytes;
    private bool stopped;

    public DecodingQueue(
        IReadOnlyList<ImageEntry> entries, Func<byte[], string, PixelImage> decoder, long limitBytes, CancellationToken cancellation)
    {
        this.entries = entries;
        this.decoder = decoder;
        this.limitBytes = limitBytes;
        this.cancellation = cancellation;
        registration = cancellation.Register(Stop);
        workers = new Task[Math.Min(Parallelism.ThreadCount, entries.Count)];
        for (int i = 0; i < workers.Length; i++)
        {
            workers[i] = Task.Factory.StartNew(Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
    }

    /// <summary>Gets the bytes that wait or are reserved, for tests of the bound.</summary>
    internal long QueuedBytes
    {
        get
        {
            lock (gate)
            {
                return queuedBytes;
            }
        }
    }

    /// <summary>Waits for a picture. Pictures must be asked for in their order.</summary>
    public DecodedImage Take(int index)
    {
        Task<DecodedImage>? image;
        lock (gate)
        {
            while (!finished.Remove(index, out image))
            {
                cancellation.ThrowIfCancellationRequested();
                Monitor.Wait(gate);
            }

            nextToDeliver = index + 1;
            queuedBytes -= BytesOf(image);
            Monitor.PulseAll(gate);
        }

        cancellation.ThrowIfCancellationRequested();
        return image.GetAwaiter().GetResult();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stop();
        registration.Dispose();
        Task.WaitAll(workers);
    }

    private static long BytesOf(Task<DecodedImage> image) => image.IsCompletedSuccessfully ? image.Result.Pixels.Rgb.LongLength : 0;

    private void Stop()
    {
        lock (gate)
        {
            stopped = true;
            Monitor.PulseAll(gate);
        }
    }

    private void Work()
    {
        while (TryReserve(out int index, out long reservedBytes))
        {
            // A task rather than a call: it keeps whatever is thrown until the picture is asked for.
            Task<DecodedImage> image = new(() => Read(index));
            image.RunSynchronously(TaskScheduler.Default);
            lock (gate)
            {
                finished.Add(index, image);
                long bytes = BytesOf(image);
                queuedBytes += bytes - reservedBytes;
                largestBytes = Math.Max(largestBytes, bytes);
                Monitor.PulseAll(gate);
            }
        }
    }

    private bool TryReserve(out int index, out long reservedBytes)
    {
        lock (gate)
        {
            while (!stopped && nextToTake < entries.Count && nextToTake != nextToDeliver && queuedBytes + largestBytes > limitBytes)
            {
                Monitor.Wait(gate);
            }

            index = nextToTake;
            reservedBytes = largestBytes;
            if (stopped || index >= entries.Count)
            {
                return false;
            }

            nextToTake++;
            queuedBytes += reservedBytes;
            return true;
        }
    }

    private DecodedImage Read(int index)
    {
        ImageEntry entry = entries[index];
        byte[] encoded = entry.Read();
        return new DecodedImage(index, entry, decoder(encoded, entry.Location), ContentHash.Of(encoded));
    }
}
