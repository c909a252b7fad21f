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
    /// <exception cref="Exception">The first exception that a piece threw, as it was thrown.</exception>
    public static void For(int count, Action<int> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        int threads = Math.Min(ThreadCount, count);
        if (threads <= 1)
        {
            for (int i = 0; i < count; i++)
            {
                body(i);
            }

            return;
        }

        try
        {
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads }, body);
        }
        catch (AggregateException e)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }
}
