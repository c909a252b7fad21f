using System.Runtime.ExceptionServices;

namespace Fidelis.Numerics.Threading;

/// <summary>A loop over pieces that several threads share: each takes the next piece until none is left.</summary>
/// <remarks>
/// <para>
/// Nobody is waited for who has not begun. A helper joins before its first piece, and once the loop is closed none can join: one
/// that the system has not found a processor for in time costs no time.
/// </para>
/// <para>A loop is run again and again, so that nothing is allocated. What was offered for an earlier run finds another state and lets go.</para>
/// </remarks>
internal abstract class SharedLoop
{
    private const long Closed = 1L << 30;
    private const long NextRun = 1L << 32;
    private const int SpinsBeforeWaiting = 200;

    private readonly object gate = new();

    // The number of the run, Closed where no more may join, and the helpers inside, from the highest bits to the lowest.
    private long state = Closed;

    private int count;

    // Pieces taken so far, or more where threads raced for the last. The first is its owner's, who begins with it while helpers wake.
    private int taken;

    private ExceptionDispatchInfo? failure;
    private int isAwaited;

    /// <summary>Tells whether a run has ended, so that no helper can join.</summary>
    /// <param name="run">The state when the run began.</param>
    /// <returns>True where it has.</returns>
    public bool IsClosed(long run) => Volatile.Read(ref state) - run is < 0 or >= Closed;

    /// <summary>Takes pieces until none is left, unless the run is closed already. What a piece throws is kept for the loop's owner.</summary>
    /// <param name="run">The state when the run began.</param>
    public void Help(long run)
    {
        if (!TryJoin(run))
        {
            return;
        }

        try
        {
            TakePieces(NextPiece());
        }
        catch (Exception exception) when (Keep(exception))
        {
            // The owner throws it.
        }

        if (Interlocked.Decrement(ref state) == run + Closed && Volatile.Read(ref isAwaited) != 0)
        {
            lock (gate)
            {
                Monitor.PulseAll(gate);
            }
        }
    }

    /// <summary>Opens the loop for another run, which no helper is in.</summary>
    /// <param name="pieces">The number of pieces.</param>
    /// <returns>What helpers join by.</returns>
    protected LoopOffer Open(int pieces)
    {
        count = pieces;
        taken = 1;
        failure = null;
        isAwaited = 0;
        long run = (state & -NextRun) + NextRun;
        Volatile.Write(ref state, run);
        return new LoopOffer(this, run);
    }

    /// <summary>Takes pieces until none is left, and waits for those that helpers are still at.</summary>
    /// <param name="run">The state when the run began.</param>
    /// <exception cref="Exception">What a piece threw, as it was thrown; the pieces that had not begun are left out.</exception>
    protected void Finish(long run)
    {
        try
        {
            TakePieces(0);
        }
        finally
        {
            if (Interlocked.Or(ref state, Closed) != run)
            {
                WaitForMembers(run + Closed);
            }
        }

        failure?.Throw();
    }

    /// <summary>Does one piece.</summary>
    /// <param name="index">The number of the piece.</param>
    protected abstract void RunPiece(int index);

    private bool TryJoin(long run)
    {
        long seen = Volatile.Read(ref state);
        while (seen - run is >= 0 and < Closed)
        {
            long before = Interlocked.CompareExchange(ref state, seen + 1, seen);
            if (before == seen)
            {
                return true;
            }

            seen = before;
        }

        return false;
    }

    private int NextPiece() => Interlocked.Increment(ref taken) - 1;

    private void TakePieces(int first)
    {
        bool isDone = false;
        try
        {
            for (int piece = first; piece < count; piece = NextPiece())
            {
                RunPiece(piece);
            }

            isDone = true;
        }
        finally
        {
            if (!isDone)
            {
                Volatile.Write(ref taken, count);
            }
        }
    }

    private bool Keep(Exception exception)
    {
        Volatile.Write(ref failure, ExceptionDispatchInfo.Capture(exception));
        return true;
    }

    private void WaitForMembers(long allLeft)
    {
        for (int i = 0; i < SpinsBeforeWaiting && Volatile.Read(ref state) != allLeft; i++)
        {
            Thread.SpinWait(10);
        }

        if (Volatile.Read(ref state) == allLeft)
        {
            return;
        }

        // Each side writes its own field before it reads the other's, so that the last helper is seen here or this thread is seen there.
        Interlocked.Exchange(ref isAwaited, 1);
        lock (gate)
        {
            while (Volatile.Read(ref state) != allLeft)
            {
                Monitor.Wait(gate);
            }
        }
    }
}
