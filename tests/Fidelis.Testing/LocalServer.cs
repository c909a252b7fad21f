using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Fidelis.Testing;

/// <summary>A server on this machine that answers as a test tells it to, rightly or wrongly.</summary>
public sealed class LocalServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ending = new();
    private readonly Func<Request, Answer> respond;
    private readonly List<Request> requests = [];

    /// <summary>Starts a server.</summary>
    /// <param name="respond">Answers a request.</param>
    public LocalServer(Func<Request, Answer> respond)
    {
        this.respond = respond;
        listener.Start();
        _ = ServeAsync();
    }

    /// <summary>Gets the requests so far, the first one first.</summary>
    public IReadOnlyList<Request> Requests
    {
        get
        {
            lock (requests)
            {
                return [.. requests];
            }
        }
    }

    /// <summary>Gives the address of a path such as <c>file.pth</c>.</summary>
    public Uri AddressOf(string path) => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/{path}");

    public void Dispose()
    {
        ending.Cancel();
        listener.Stop();
        ending.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!ending.IsCancellationRequested)
        {
            try
            {
                _ = ServeAsync(await listener.AcceptTcpClientAsync(ending.Token).ConfigureAwait(false));
            }
            catch (Exception e) when (IsEnd(e))
            {
            }
        }
    }

    /// <summary>Answers one request, and the next while this one is answered in silence.</summary>
    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await AnswerAsync(client.GetStream()).ConfigureAwait(false);
            }
            catch (Exception e) when (IsEnd(e))
            {
            }
        }
    }

    /// <summary>Tells whether the other side has gone, or the test has ended.</summary>
    private static bool IsEnd(Exception e) => e is IOException or SocketException or OperationCanceledException or ObjectDisposedException;

    private async Task AnswerAsync(NetworkStream stream)
    {
        using StreamReader reader = new(stream, Encoding.ASCII, leaveOpen: true);
        string[] first = (await reader.ReadLineAsync(ending.Token).ConfigureAwait(false) ?? "").Split(' ');
        long? from = null;
        while (await reader.ReadLineAsync(ending.Token).ConfigureAwait(false) is { Length: > 0 } line)
        {
            if (line.StartsWith("Range: bytes=", StringComparison.OrdinalIgnoreCase))
            {
                from = long.Parse(line["Range: bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture);
            }
        }

        Request request = new(first.ElementAtOrDefault(1)?.TrimStart('/') ?? "", from);
        lock (requests)
        {
            requests.Add(request);
        }

        Answer answer = respond(request);
        StringBuilder head = new();
        head.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {answer.Status} Answer\r\nConnection: close\r\nContent-Type: text/html\r\n");
        if (answer.Length is { } length)
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {length}\r\n");
        }

        foreach (string header in answer.Headers)
        {
            head.Append(header).Append("\r\n");
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), ending.Token).ConfigureAwait(false);
        await stream.WriteAsync(answer.Body, ending.Token).ConfigureAwait(false);
        if (answer.ThenSilence)
        {
            await Task.Delay(Timeout.Infinite, ending.Token).ConfigureAwait(false);
        }
    }

    /// <summary>What was asked for.</summary>
    /// <param name="Path">The path without its first slash.</param>
    /// <param name="From">The first byte that is wanted, or <see langword="null"/> for all.</param>
    public sealed record Request(string Path, long? From);

    /// <summary>What is answered.</summary>
    /// <param name="Status">The code, such as 200.</param>
    /// <param name="Body">The bytes that are sent before the connection ends.</param>
    public sealed record Answer(int Status, byte[] Body)
    {
        /// <summary>Gets the length that the head claims; <see langword="null"/> claims none.</summary>
        public long? Length { get; init; } = Body.Length;

        /// <summary>Gets further lines of the head.</summary>
        public IReadOnlyList<string> Headers { get; init; } = [];

        /// <summary>Gets a value indicating whether the connection stays open and says nothing more.</summary>
        public bool ThenSilence { get; init; }

        /// <summary>Answers as an honest server with ranges does.</summary>
        public static Answer Of(byte[] file, Request request) => request.From is not { } from ? new Answer(200, file) : new Answer(206, file[(int)from..])
        {
            Headers = [string.Create(CultureInfo.InvariantCulture, $"Content-Range: bytes {from}-{file.Length - 1}/{file.Length}")],
        };
    }
}
