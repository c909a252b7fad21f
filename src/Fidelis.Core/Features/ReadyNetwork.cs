using Fidelis.Networks.Inference;

namespace Fidelis.Features;

/// <summary>A network that is made ready once for several passes, which follow one another on one thread.</summary>
/// <param name="prepare">Makes the network ready, once it is asked for.</param>
/// <param name="begun">What another thread has begun to make ready, or <see langword="null"/>.</param>
internal sealed class ReadyNetwork(Func<IInference> prepare, Task<IInference>? begun = null) : IDisposable
{
    private Task<IInference>? ready = begun;

    /// <summary>Gets the network, which is made ready now or waited for where need be.</summary>
    /// <returns>The network, which keeps the memory of its layers for the next pass.</returns>
    public IInference Get()
    {
        ready ??= Task.FromResult(prepare());
        return ready.GetAwaiter().GetResult();
    }

    /// <summary>Gives back what the network holds, as soon as it is ready, without waiting for that.</summary>
    public void Dispose()
    {
        ready?.ContinueWith(
            static made => (made.Result as IDisposable)?.Dispose(),
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnRanToCompletion | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        ready = null;
    }
}
