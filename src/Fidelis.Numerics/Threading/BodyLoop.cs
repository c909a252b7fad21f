namespace Fidelis.Numerics.Threading;

/// <summary>A shared loop with its body. Those that are not running wait for the thread that they last ran on, one for each loop within another.</summary>
/// <typeparam name="TBody">The type of the body.</typeparam>
internal sealed class BodyLoop<TBody> : SharedLoop
    where TBody : struct, ILoopBody
{
    [ThreadStatic]
    private static BodyLoop<TBody>? idle;

    private BodyLoop<TBody>? nextIdle;
    private TBody body;

    private BodyLoop()
    {
    }

    /// <summary>Runs a body once for each index in <c>[0, count)</c>, and waits for all.</summary>
    /// <param name="count">The number of pieces.</param>
    /// <param name="body">What is done for each.</param>
    /// <param name="helpers">The threads that may help.</param>
    public static void Run(int count, in TBody body, ReadOnlySpan<LoopHelper> helpers)
    {
        BodyLoop<TBody> loop = idle ?? new BodyLoop<TBody>();
        idle = loop.nextIdle;
        loop.body = body;
        try
        {
            LoopOffer offer = loop.Open(count);
            foreach (LoopHelper helper in helpers)
            {
                helper.Offer(offer);
            }

            loop.Finish(offer.Run);
        }
        finally
        {
            // What the body holds is not kept alive.
            loop.body = default;
            loop.nextIdle = idle;
            idle = loop;
        }
    }

    /// <inheritdoc/>
    protected override void RunPiece(int index) => body.RunPiece(index);
}
