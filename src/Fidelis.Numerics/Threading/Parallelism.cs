namespace Fidelis.Numerics.Threading;

/// <summary>
/// Spreads independent pieces of work over the processor's cores.
/// </summary>
/// <remarks>
/// A result may not depend on <see cref="ThreadCount"/>: each piece writes to its own destination, and where sums are taken over pieces, afterwards in their
/// order, these are cut by the size of the problem alone.
/// </remarks>
public static class Parallelism
{
    // A few more than there are processors cost nothing; thousands that wait for a processor are woken and put to sleep for every loop.
    private const int MostThreadsPerProcessor = 4;

    private static int threadCount = Environment.ProcessorCount;

    private static readonly Lock Gate = new();
    private static LoopHelper[] helpers = [];

    /// <summary>
    /// Gets or sets the largest number of threads that one piece of work may occupy. The default is the number of processors, and more than four times as
    /// many are never taken: a greater value becomes that.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive.</exception>
    public static int ThreadCount
    {
        get => Volatile.Read(ref threadCount);
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            Volatile.Write(ref threadCount, (int)Math.Min(value, (long)MostThreadsPerProcessor * Environment.ProcessorCount));
        }
    }

    /// <summary>Runs <paramref name="body"/> once for each index in <c>[0, count)</c>, in any order, and waits for all.</summary>
    /// <param name="count">The number of pieces.</param>
    /// <param name="body">Receives the index of a piece.</param>
    /// <exception cref="Exception">What a piece threw, as it was thrown; the pieces that had not begun are left out.</exception>
    public static void For(int count, Action<int> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        For(count, new DelegateBody(body));
    }

    /// <summary>Does the same with a body that is a structure: a loop that was run before on this thread allocates nothing.</summary>
    /// <param name="count">The number of pieces.</param>
    /// <param name="body">What is done for each index.</param>
    /// <typeparam name="TBody">The type of the body.</typeparam>
    /// <exception cref="Exception">What a piece threw, as it was thrown; the pieces that had not begun are left out.</exception>
    public static void For<TBody>(int count, TBody body)
        where TBody : struct, ILoopBody
    {
        int threads = Math.Min(ThreadCount, count);
        if (threads > 1)
        {
            // A loop within a piece of another one, or beside it, gets the helpers that are idle, and those that become so before it ends.
            BodyLoop<TBody>.Run(count, body, Helpers(threads - 1).AsSpan(0, threads - 1));
            return;
        }

        for (int i = 0; i < count; i++)
        {
            body.RunPiece(i);
        }
    }

    /// <summary>Runs independent pieces of work beside one another, and waits for all.</summary>
    /// <param name="works">The pieces, the longest first: this thread runs that one, and its loops get the helpers that the others leave idle.</param>
    /// <exception cref="Exception">What a piece threw, as it was thrown.</exception>
    public static void Invoke(params Action[] works)
    {
        ArgumentNullException.ThrowIfNull(works);
        For(works.Length, piece => works[piece]());
    }

    private static LoopHelper[] Helpers(int count)
    {
        LoopHelper[] team = Volatile.Read(ref helpers);
        if (team.Length >= count)
        {
            return team;
        }

        lock (Gate)
        {
            while (helpers.Length < count)
            {
                Volatile.Write(ref helpers, [.. helpers, new LoopHelper(helpers.Length + 1)]);
            }

            return helpers;
        }
    }

    private readonly struct DelegateBody(Action<int> body) : ILoopBody
    {
        public void RunPiece(int index) => body(index);
    }
}
