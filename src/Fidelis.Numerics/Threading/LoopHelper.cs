namespace Fidelis.Numerics.Threading;

/// <summary>A thread that helps with loops, one after the other, and stays awake for a moment between them.</summary>
/// <remarks>
/// The loops of a training follow one another within microseconds, while to wake a sleeping thread takes the system tens of them.
/// </remarks>
internal sealed class LoopHelper
{
    // Some ten microseconds on today's processors.
    private const int SpinsBeforeSleep = 100;

    private readonly object gate = new();
    private Offered? latest;
    private int isAsleep;

    /// <summary>Initializes a new instance of the <see cref="LoopHelper"/> class and starts its thread.</summary>
    /// <param name="number">Its number, for debuggers.</param>
    public LoopHelper(int number)
    {
        Thread thread = new(Run) { IsBackground = true, Name = $"Fidelis helper {number}" };
        thread.Start();
    }

    /// <summary>Offers it a loop, which it joins as soon as it is idle, if that has not ended by then. Earlier offers come first.</summary>
    /// <param name="loop">The loop.</param>
    public void Offer(SharedLoop loop)
    {
        Offered? seen;
        do
        {
            // Loops that ended while it was busy are forgotten: there are thousands of them within one long piece of another loop.
            seen = Volatile.Read(ref latest);
        }
        while (Interlocked.CompareExchange(ref latest, new Offered(loop, seen?.StillRunning()), seen) != seen);

        if (Volatile.Read(ref isAsleep) != 0)
        {
            lock (gate)
            {
                Monitor.Pulse(gate);
            }
        }
    }

    private void Run()
    {
        while (true)
        {
            WaitForLoop();
            Interlocked.Exchange(ref latest, null)?.Help();
        }
    }

    private void WaitForLoop()
    {
        for (int i = 0; i < SpinsBeforeSleep; i++)
        {
            if (Volatile.Read(ref latest) is not null)
            {
                return;
            }

            Thread.SpinWait(10);
        }

        // Each side writes its own field before it reads the other's, so that a loop is seen here or the sleeper is seen there.
        lock (gate)
        {
            Interlocked.Exchange(ref isAsleep, 1);
            while (Volatile.Read(ref latest) is null)
            {
                Monitor.Wait(gate);
            }

            Volatile.Write(ref isAsleep, 0);
        }
    }

    // A loop and those that were offered before it.
    private sealed class Offered(SharedLoop loop, Offered? before)
    {
        public void Help()
        {
            before?.Help();
            loop.Help();
        }

        public Offered? StillRunning() => loop.IsClosed ? before?.StillRunning() : this;
    }
}
