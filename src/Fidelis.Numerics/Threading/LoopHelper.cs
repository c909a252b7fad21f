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
    private SharedLoop? next;
    private int isAsleep;

    /// <summary>Initializes a new instance of the <see cref="LoopHelper"/> class and starts its thread.</summary>
    /// <param name="number">Its number, for debuggers.</param>
    public LoopHelper(int number)
    {
        Thread thread = new(Run) { IsBackground = true, Name = $"Fidelis helper {number}" };
        thread.Start();
    }

    /// <summary>Hands it a loop. An earlier one that it has not begun is forgotten.</summary>
    /// <param name="loop">The loop.</param>
    public void Post(SharedLoop loop)
    {
        Interlocked.Exchange(ref next, loop);
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
            Interlocked.Exchange(ref next, null)?.Help();
        }
    }

    private void WaitForLoop()
    {
        for (int i = 0; i < SpinsBeforeSleep; i++)
        {
            if (Volatile.Read(ref next) is not null)
            {
                return;
            }

            Thread.SpinWait(10);
        }

        // Each side writes its own field before it reads the other's, so that a loop is seen here or the sleeper is seen there.
        lock (gate)
        {
            Interlocked.Exchange(ref isAsleep, 1);
            while (Volatile.Read(ref next) is null)
            {
                Monitor.Wait(gate);
            }

            Volatile.Write(ref isAsleep, 0);
        }
    }
}
