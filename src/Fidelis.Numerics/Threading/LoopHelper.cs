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
    private readonly List<LoopOffer> offers = [];
    private int offerCount;
    private bool isAsleep;

    /// <summary>Initializes a new instance of the <see cref="LoopHelper"/> class and starts its thread.</summary>
    /// <param name="number">Its number, for debuggers.</param>
    public LoopHelper(int number)
    {
        Thread thread = new(Run) { IsBackground = true, Name = $"Fidelis helper {number}" };
        thread.Start();
    }

    /// <summary>Offers it a loop, which it joins as soon as it is idle, if that has not ended by then. Earlier offers come first.</summary>
    /// <param name="offer">The loop.</param>
    public void Offer(in LoopOffer offer)
    {
        lock (gate)
        {
            // Loops that ended while it was busy are forgotten: there are thousands of them within one long piece of another loop.
            offers.RemoveAll(static earlier => earlier.IsClosed);
            offers.Add(offer);
            Volatile.Write(ref offerCount, offers.Count);
            if (isAsleep)
            {
                Monitor.Pulse(gate);
            }
        }
    }

    private void Run()
    {
        while (true)
        {
            NextOffer().Help();
        }
    }

    private LoopOffer NextOffer()
    {
        for (int i = 0; i < SpinsBeforeSleep && Volatile.Read(ref offerCount) == 0; i++)
        {
            Thread.SpinWait(10);
        }

        lock (gate)
        {
            while (offers.Count == 0)
            {
                isAsleep = true;
                Monitor.Wait(gate);
                isAsleep = false;
            }

            LoopOffer first = offers[0];
            offers.RemoveAt(0);
            Volatile.Write(ref offerCount, offers.Count);
            return first;
        }
    }
}
