namespace Fidelis.Images;

/// <summary>
/// A condition that threads wait for while they give up a lock. One lock may have several, so that each wakes its own threads. Only
/// threads that waited when it was called are woken by a call: one that begins to wait later cannot take their place.
/// </summary>
/// <param name="gate">The lock, which whoever calls holds.</param>
internal sealed class WaitingThreads(object gate)
{
    private readonly Queue<SemaphoreSlim> waiting = [];

    /// <summary>Gives up the lock until the thread is woken. The condition must be looked at again.</summary>
    public void Wait()
    {
        using SemaphoreSlim signal = new(0);
        waiting.Enqueue(signal);
        Monitor.Exit(gate);
        try
        {
            signal.Wait();
        }
        finally
        {
            Monitor.Enter(gate);
        }
    }

    /// <summary>Wakes the thread that has waited longest, if one waits.</summary>
    public void WakeOne()
    {
        if (waiting.TryDequeue(out SemaphoreSlim? signal))
        {
            signal.Release();
        }
    }

    /// <summary>Wakes all threads that wait.</summary>
    public void WakeAll()
    {
        while (waiting.Count > 0)
        {
            WakeOne();
        }
    }
}
