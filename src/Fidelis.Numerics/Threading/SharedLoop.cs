namespace Fidelis.Numerics.Threading;

/// <summary>A loop over pieces that several threads share: each takes the next piece until none is left.</summary>
/// <remarks>
/// Nobody is waited for who has not begun. A helper joins before its first piece, and once the loop is closed none can join: one
/// that the system has not found a processor for in time costs no time.
/// </remarks>
/// <param name="count">The number of pieces.</param>
/// <param name="body">Receives the index of a piece.</param>
internal sealed class SharedLoop(int count, Action<int> body)
{
    private const int Closed = 1 << 30;
    private const int SpinsBeforeWaiting = 200;

    // Pieces taken so far, or more where threads raced for the last. The first is its owner's, who begins with it while helpers wake.
    private int taken = 1;

    // The helpers inside, plus Closed where no more may join.
    private int members;

    private Task? failed;
    private ManualResetEventSlim? allLeft;

    /// <summary>Gets a value indicating whether it has ended, so that no helper can join.</summary>
    public bool IsClosed => Volatile.Read(ref members) >= Closed;

    /// <summary>Takes pieces until none is left, unless the loop is closed already. What a piece throws is kept for the loop's owner.</summary>
    public void Help()
    {
        if (!TryJoin())
        {
            return;
        }

        Task work = new(() => TakePieces(NextPiece()));
        work.RunSynchronously(TaskScheduler.Default);
        if (work.IsFaulted)
        {
            Volatile.Write(ref failed, work);
        }

        if (Interlocked.Decrement(ref members) == Closed)
        {
            Volatile.Read(ref allLeft)?.Set();
        }
    }

    /// <summary>Takes pieces until none is left, and waits for those that helpers are still at.</summary>
    /// <exception cref="Exception">What a piece threw, as it was thrown; the pieces that had not begun are left out.</exception>
    public void Finish()
    {
        try
        {
            TakePieces(0);
        }
        finally
        {
            if (Interlocked.Or(ref members, Closed) != 0)
            {
                WaitForMembers();
            }
        }

        failed?.GetAwaiter().GetResult();
    }

    private bool TryJoin()
    {
        int seen = Volatile.Read(ref members);
        while (seen < Closed)
        {
            int before = Interlocked.CompareExchange(ref members, seen + 1, seen);
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
                body(piece);
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

    private void WaitForMembers()
    {
        for (int i = 0; i < SpinsBeforeWaiting && Volatile.Read(ref members) != Closed; i++)
        {
            Thread.SpinWait(10);
        }

        // Never disposed: the last helper may still be inside Set when this thread goes on. Without a wait handle there is nothing to free.
        ManualResetEventSlim signal = new(initialState: false, spinCount: 0);
        Interlocked.Exchange(ref allLeft, signal);
        if (Volatile.Read(ref members) != Closed)
        {
            signal.Wait();
        }
    }
}
