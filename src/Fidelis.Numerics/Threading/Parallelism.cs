namespace Fidelis.Numerics.Threading;

/// <summary>
/// Spreads independent pieces of work over the processor's cores.
/// </summary>
/// <remarks>
/// A result may not depend on <see cref="ThreadCount"/>: the pieces are cut by the size of the problem alone, each piece writes
/// to its own destination, and sums over pieces are taken afterwards in the order of the pieces.
/// </remarks>
public static class Parallelism
{
    private static int threadCount = Environment.ProcessorCount;

    // The helpers belong to whoever has set the flag.
    private static LoopHelper[] helpers = [];
    private static int isBusy;

    /// <summary>
    /// Gets or sets the largest number of threads that one piece of work may occupy. The default is the number of processors.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive.</exception>
    public static int ThreadCount
    {
        get => Volatile.Read(ref threadCount);
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            Volatile.Write(ref threadCount, value);
        }
    }

    /// <summary>Runs <paramref name="body"/> once for each index in <c>[0, count)</c>, in any order, and waits for all.</summary>
    /// <param name="count">The number of pieces.</param>
    /// <param name="body">Receives the index of a piece.</param>
    /// <exception cref="Exception">What a piece threw, as it was thrown; the pieces that had not begun are left out.</exception>
    public static void For(int count, Action<int> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        int threads = Math.Min(ThreadCount, count);
        if (threads <= 1)
        {
            RunAlone(count, body);
            return;
        }

        // One loop at a time has the helpers. One within it, or beside it, is left to its own thread: the processors are busy.
        if (Interlocked.CompareExchange(ref isBusy, 1, 0) != 0)
        {
            RunAlone(count, body);
            return;
        }

        try
        {
            SharedLoop loop = new(count, body);
            EnsureHelpers(threads - 1);
            for (int i = 0; i < threads - 1; i++)
            {
                helpers[i].Post(loop);
            }

            loop.Finish();
        }
        finally
        {
            Volatile.Write(ref isBusy, 0);
        }
    }

    private static void RunAlone(int count, Action<int> body)
    {
        for (int i = 0; i < count; i++)
        {
            body(i);
        }
    }

    private static void EnsureHelpers(int count)
    {
        int existing = helpers.Length;
        if (existing < count)
        {
            Array.Resize(ref helpers, count);
            for (int i = existing; i < count; i++)
            {
                helpers[i] = new LoopHelper(i + 1);
            }
        }
    }
}
