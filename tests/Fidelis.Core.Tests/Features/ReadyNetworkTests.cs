using Fidelis.Features;
using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Inference;

namespace Fidelis.Tests.Features;

public class ReadyNetworkTests
{
    [Fact]
    public void Get_Twice_MakesNetworkReadyOnce()
    {
        int made = 0;
        using ReadyNetwork network = new(() =>
        {
            made++;
            return new Inference();
        });

        Assert.Equal(0, made);
        Assert.Same(network.Get(), network.Get());
        Assert.Equal(1, made);
    }

    [Fact]
    public void Get_BegunElsewhere_GivesWhatWasBegun()
    {
        Inference begun = new();
        using ReadyNetwork network = new(() => throw new InvalidOperationException("It was made ready a second time."), Task.FromResult<IInference>(begun));

        Assert.Same(begun, network.Get());
    }

    [Fact]
    public void Get_BegunAndFailed_ThrowsAsItWasThrown()
    {
        using ReadyNetwork network = new(() => new Inference(), Task.FromException<IInference>(new InvalidDataException("damaged")));

        Assert.Equal("damaged", Assert.Throws<InvalidDataException>(network.Get).Message);
    }

    [Fact]
    public void Dispose_Ready_GivesNetworkBack()
    {
        Inference made = new();
        ReadyNetwork network = new(() => made);
        network.Get();

        network.Dispose();
        network.Dispose();

        Assert.Equal(1, made.DisposedCount);
    }

    [Fact]
    public void Dispose_BegunButNotReady_GivesNetworkBackOnceItIs()
    {
        Inference made = new();
        TaskCompletionSource<IInference> begun = new();
        ReadyNetwork network = new(() => new Inference(), begun.Task);

        network.Dispose();
        Assert.Equal(0, made.DisposedCount);
        begun.SetResult(made);

        Assert.Equal(1, made.DisposedCount);
    }

    private sealed class Inference : IInference, IDisposable
    {
        public int DisposedCount { get; private set; }

        public IReadOnlyDictionary<string, Tensor> Run(Tensor images, CancellationToken cancellation = default) => new Dictionary<string, Tensor>();

        public void Dispose() => DisposedCount++;
    }
}
