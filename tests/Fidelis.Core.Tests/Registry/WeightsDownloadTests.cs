using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Fidelis.Numerics.Errors;
using Fidelis.Registry;
using Fidelis.Testing;
using static Fidelis.Testing.LocalServer;

namespace Fidelis.Tests.Registry;

public sealed class WeightsDownloadTests : IDisposable
{
    /// <summary>Larger than the buffer of the download and than those of the sockets together.</summary>
    private static readonly byte[] Content = [.. Lcg.Values(3, 3_000_000, 256).Select(value => (byte)value)];

    private readonly TemporaryFolder folder = new();

    // Holds its port and never listens: no server of another test can get the port meanwhile.
    private readonly Socket deaf = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public WeightsDownloadTests() => deaf.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    /// <summary>Gets an address that refuses every connection.</summary>
    private Uri Unreachable => new($"http://127.0.0.1:{((IPEndPoint)deaf.LocalEndPoint!).Port}/");

    public void Dispose()
    {
        deaf.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Fetch_HonestServer_GivesTheFileInOneRequest()
    {
        using LocalServer server = new(request => Answer.Of(Content, request));
        List<long> reports = [];

        Assert.Equal(Content, await Fetch([server.AddressOf("a")], progress: new Relay(reports.Add)));
        Assert.Equal([new Request("a", null)], server.Requests);
        Assert.Equal(reports.Order(), reports);
        Assert.Equal(Content.Length, reports[^1]);
    }

    [Fact]
    public async Task Fetch_BrokenConnection_GoesOnFromThere()
    {
        using LocalServer server = new(request => request.From is null
            ? Answer.Of(Content, request) with { Body = Content[..1_000_000], Length = Content.Length }
            : Answer.Of(Content, request));

        Assert.Equal(Content, await Fetch([server.AddressOf("a")]));
        Assert.Equal([null, 1_000_000], server.Requests.Select(request => request.From));
    }

    [Fact]
    public async Task Fetch_WhatIsLeftOfAnEarlierTime_IsNotLoadedAgain()
    {
        using LocalServer server = new(request => Answer.Of(Content, request));

        Assert.Equal(Content, await Fetch([server.AddressOf("a")], left: Content[..2_999_999]));
        Assert.Equal(2_999_999, Assert.Single(server.Requests).From);
    }

    [Fact]
    public async Task Fetch_WholeFileIsLeft_NeedsNoServer() => Assert.Equal(Content, await Fetch([Unreachable], left: Content));

    [Fact]
    public async Task Fetch_ServerWithoutRanges_BeginsAnew()
    {
        using LocalServer server = new(_ => new Answer(200, Content));

        Assert.Equal(Content, await Fetch([server.AddressOf("a")], left: new byte[1000]));
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(3_000_000)]
    [InlineData(3_000_001)]
    public async Task Fetch_OtherBytesAreLeft_BeginsAnew(int left)
    {
        using LocalServer server = new(request => Answer.Of(Content, request));

        Assert.Equal(Content, await Fetch([server.AddressOf("a")], left: new byte[left]));
        Assert.Null(server.Requests[^1].From);
    }

    [Theory]
    [InlineData(416, "Content-Range: bytes */10")]
    [InlineData(206, "Content-Range: bytes 999-2999999/3000000")]
    [InlineData(206, "Content-Range: bytes 1000-2999999/3000001")]
    [InlineData(206, "X-Nothing: 1")]
    public async Task Fetch_RangeThatDoesNotFit_BeginsAnew(int status, string header)
    {
        using LocalServer server = new(request => request.From is null ? Answer.Of(Content, request) : new Answer(status, Content[1000..]) { Headers = [header] });

        Assert.Equal(Content, await Fetch([server.AddressOf("a")], left: Content[..1000]));
        Assert.Equal([1000, null], server.Requests.Select(request => request.From));
    }

    [Fact]
    public async Task Fetch_Redirection_IsFollowed()
    {
        using LocalServer server = new(request => request.Path == "a" ? new Answer(302, []) { Headers = ["Location: /b"] } : Answer.Of(Content, request));

        Assert.Equal(Content, await Fetch([server.AddressOf("a")], left: Content[..5]));
        Assert.Equal([new Request("a", 5), new Request("b", 5)], server.Requests);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(503)]
    public async Task Fetch_FirstAddressFails_TakesTheSecond(int status)
    {
        using LocalServer server = new(request => request.Path == "a" ? new Answer(status, "gone"u8.ToArray()) : Answer.Of(Content, request));

        Assert.Equal(Content, await Fetch([server.AddressOf("a"), server.AddressOf("b")]));
        Assert.Equal(["a", "b"], server.Requests.Select(request => request.Path));
    }

    [Fact]
    public async Task Fetch_SilentServer_IsGivenUpAndTheNextGoesOn()
    {
        using LocalServer silent = new(_ => new Answer(200, Content[..500_000]) { Length = Content.Length, ThenSilence = true });
        using LocalServer server = new(request => Answer.Of(Content, request));

        // Patience is over when all has come that will: no server is judged by how busy this machine is.
        HandClock clock = new();
        Relay progress = new(bytes =>
        {
            if (bytes == 500_000)
            {
                clock.RingLast();
            }
        });

        Assert.Equal(Content, await Fetch([silent.AddressOf("a"), server.AddressOf("b")], progress: progress, clock: clock));
        Assert.Equal(500_000, Assert.Single(server.Requests).From);
    }

    [Fact]
    public async Task Fetch_NothingHelps_TellsEachReasonAndWhatToDoByHand()
    {
        byte[] other = [.. Content];
        other[7]++;
        using LocalServer server = new(request => request.Path switch
        {
            "missing" => new Answer(404, []),
            "login" => new Answer(200, "<html>"u8.ToArray()),
            "longer" => new Answer(200, [.. Content, 1]) { Length = null },
            "shorter" => new Answer(200, []) { Length = null },
            _ => Answer.Of(other, request),
        });
        string[] paths = ["missing", "login", "longer", "shorter", "other"];

        string message = (await Assert.ThrowsAsync<InputException>(() => Fetch([.. paths.Select(server.AddressOf), Unreachable]))).Message;

        Assert.StartsWith("The weights of test could not be downloaded (127.0.0.1/missing: it answers 404 Answer; ", message, StringComparison.Ordinal);
        Assert.Contains("it answers 6 bytes of text/html instead of the 3,000,000 of the file, as a proxy does that wants a login", message, StringComparison.Ordinal);
        Assert.Contains("it gives more than the 3,000,000 bytes of the file", message, StringComparison.Ordinal);
        Assert.Contains("the connection ended after 0 of 3,000,000 bytes", message, StringComparison.Ordinal);
        Assert.Contains("what it gives is another file, of SHA-256 " + Convert.ToHexStringLower(SHA256.HashData(other)), message, StringComparison.Ordinal);
        Assert.Contains("refused", message, StringComparison.Ordinal);
        Assert.EndsWith(
            $"or download {server.AddressOf("missing")} by hand (3,000,000 bytes, SHA-256 {Convert.ToHexStringLower(SHA256.HashData(Content))}) and run `fidelis models import FILE`.",
            message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Cancelled_KeepsWhatCame()
    {
        using CancellationTokenSource cancellation = new();
        using LocalServer server = new(_ => new Answer(200, Content[..500_000]) { Length = Content.Length, ThenSilence = true });
        WeightsDownload download = new(Published([server.AddressOf("a")]), new ModelStore(folder.Path));
        Relay progress = new(bytes =>
        {
            if (bytes == 500_000)
            {
                cancellation.Cancel();
            }
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => download.RunAsync(progress, cancellation.Token));

        Assert.Equal(500_000, download.PartialBytes);
        Assert.Equal([download.PartialPath], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public async Task Run_NothingCame_LeavesNothing()
    {
        await Assert.ThrowsAsync<InputException>(() => new WeightsDownload(Published([Unreachable]), new ModelStore(folder.Path)).RunAsync(cancellation: TestContext.Current.CancellationToken));

        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public async Task Run_WhatIsPublishedIsNoNetwork_IsRefusedAndNotStored()
    {
        // The right bytes by size and hash, but no weights: publishing errors are not hidden by a matching hash.
        using LocalServer server = new(request => Answer.Of(Content, request));
        WeightsDownload download = new(Published([server.AddressOf("a")]), new ModelStore(folder.Path));

        Assert.Contains(
            "is none of these",
            (await Assert.ThrowsAsync<InputException>(() => download.RunAsync(cancellation: TestContext.Current.CancellationToken))).Message,
            StringComparison.Ordinal);
        Assert.Equal([download.PartialPath], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public async Task Run_TwoAtOnce_TheSecondIsRefused()
    {
        WeightsDownload download = new(Published([Unreachable]), new ModelStore(folder.Path));
        using PartialFile held = PartialFile.Open(download.PartialPath);

        string message = (await Assert.ThrowsAsync<InputException>(() => download.RunAsync(cancellation: TestContext.Current.CancellationToken))).Message;

        Assert.Contains("If another pull is running, wait for it; FIDELIS_CACHE names another folder.", message, StringComparison.Ordinal);
        Assert.True(File.Exists(download.PartialPath));
    }

    private static PublishedWeights Published(IReadOnlyList<Uri> addresses) =>
        new("test", Content.Length, Convert.ToHexStringLower(SHA256.HashData(Content)), addresses);

    private async Task<byte[]> Fetch(IReadOnlyList<Uri> addresses, byte[]? left = null, IProgress<long>? progress = null, TimeProvider? clock = null)
    {
        // Minutes, which no test waits for: threads of other tests may keep an honest server waiting for seconds on a busy machine.
        WeightsDownload download = new(Published(addresses), new ModelStore(folder.Path)) { Patience = TimeSpan.FromMinutes(5), Clock = clock ?? TimeProvider.System };
        string path = folder.Write("partial", left ?? []);
        using (PartialFile partial = PartialFile.Open(path))
        {
            await download.FetchAsync(partial, progress, TestContext.Current.CancellationToken);
        }

        return await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
    }

    /// <summary>A clock whose timers ring when they are told to.</summary>
    private sealed class HandClock : TimeProvider
    {
        private Action? ring;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            ring = () => callback(state);
            return System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        /// <summary>Lets the timer that was made last ring.</summary>
        public void RingLast() => ring!();
    }

    private sealed class Relay(Action<long> report) : IProgress<long>
    {
        public void Report(long value) => report(value);
    }
}
