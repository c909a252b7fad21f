using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Fidelis.Numerics.Errors;

namespace Fidelis.Registry;

/// <summary>
/// Downloads published weights into a store. What is stored has the published size and SHA-256, is read and checked, and appears whole
/// or not at all; what was loaded before an interruption is kept and gone on from.
/// </summary>
/// <param name="published">The weights.</param>
/// <param name="store">Where the model goes.</param>
public sealed class WeightsDownload(PublishedWeights published, ModelStore store)
{
    private const int BufferBytes = 1 << 17;

    /// <summary>How often a server is asked again after a connection that brought something, or that showed that what was there does not fit.</summary>
    private const int MostContinuations = 20;

    private const string PartialExtension = ".download";

    /// <summary>Gets how long a server may be silent before it is given up.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets the clock that <see cref="Patience"/> goes by.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Gets the file that holds what is not yet complete.</summary>
    public string PartialPath => Path.Combine(store.Folder, $"{published.Model}-{published.Sha256[..8]}{PartialExtension}");

    /// <summary>Gets the bytes that an earlier attempt has left.</summary>
    public long PartialBytes => File.Exists(PartialPath) ? new FileInfo(PartialPath).Length : 0;

    /// <summary>Downloads the weights unless they are there, and stores the model.</summary>
    /// <param name="progress">Told of the bytes that are there, on any thread; or <see langword="null"/>.</param>
    /// <param name="cancellation">Ends the download by an <see cref="OperationCanceledException"/>; what has come is kept.</param>
    /// <returns>The stored model.</returns>
    /// <exception cref="InputException">No address gives the weights, or they cannot be stored; the message says what to do by hand.</exception>
    public async Task<StoredModel> RunAsync(IProgress<long>? progress = null, CancellationToken cancellation = default)
    {
        using PartialFile partial = PartialFile.Open(PartialPath);
        try
        {
            if (store.Present(published.Model) is { } present)
            {
                partial.Clear();
                return present;
            }

            await FetchAsync(partial, progress, cancellation).ConfigureAwait(false);

            // The file stays held while it is read: nobody may change it between the check and the use.
            StoredModel stored = store.Import(partial.Window(), published.Model);
            partial.Clear();
            return stored;
        }
        finally
        {
            partial.DeleteIfEmpty();
        }
    }

    /// <summary>Loads what is missing of the file.</summary>
    internal async Task FetchAsync(PartialFile partial, IProgress<long>? progress, CancellationToken cancellation)
    {
        if (partial.Length > published.Bytes)
        {
            partial.Clear();
        }

        using SocketsHttpHandler handler = new() { ConnectTimeout = Patience };
        using HttpClient client = new(handler) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("fidelis", null));
        List<string> failures = [];
        foreach (Uri address in published.Addresses)
        {
            string? failure = await TryAsync(client, address, partial, progress, cancellation).ConfigureAwait(false);
            if (failure is null)
            {
                return;
            }

            failures.Add($"{address.Host}{string.Concat(address.Segments.Take(2)).TrimEnd('/')}: {failure}");
        }

        throw new InputException(
            $"The weights of {published.Model} could not be downloaded ({string.Join("; ", failures)}): run the command again when there is a connection, or {published.ByHand}.");
    }

    /// <summary>Loads from one address until the file is complete and is what was published.</summary>
    /// <returns>Why this address does not give it; <see langword="null"/> where it did.</returns>
    private async Task<string?> TryAsync(HttpClient client, Uri address, PartialFile partial, IProgress<long>? progress, CancellationToken cancellation)
    {
        // What was put together from several answers may be of two files: it is believed once.
        bool isPieced = partial.Length > 0;
        for (int attempt = 0; ; attempt++)
        {
            long before = partial.Length;
            string? failure = before == published.Bytes ? null : await LoadAsync(client, address, partial, progress, cancellation).ConfigureAwait(false);
            if (failure is not null)
            {
                if (partial.Length != before && attempt < MostContinuations)
                {
                    isPieced |= partial.Length > 0;
                    continue;
                }

                return failure;
            }

            string hash = await partial.HashAsync(cancellation).ConfigureAwait(false);
            if (hash == published.Sha256)
            {
                return null;
            }

            partial.Clear();
            if (!isPieced)
            {
                return $"what it gives is another file, of SHA-256 {hash}";
            }

            isPieced = false;
        }
    }

    /// <summary>Asks for what is missing, and appends what comes.</summary>
    /// <returns>Why the file is not complete; <see langword="null"/> where it is.</returns>
    private async Task<string?> LoadAsync(HttpClient client, Uri address, PartialFile partial, IProgress<long>? progress, CancellationToken cancellation)
    {
        using CancellationTokenSource silence = new(Patience, Clock);
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation, silence.Token);
        try
        {
            using HttpRequestMessage request = new(HttpMethod.Get, address);
            if (partial.Length > 0)
            {
                request.Headers.Range = new RangeHeaderValue(partial.Length, null);
            }

            using HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ending.Token).ConfigureAwait(false);
            if (Refusal(response, partial) is { } refusal)
            {
                return refusal;
            }

            using Stream content = await response.Content.ReadAsStreamAsync(ending.Token).ConfigureAwait(false);
            byte[] buffer = new byte[BufferBytes];
            while (true)
            {
                silence.CancelAfter(Patience);
                int count = await content.ReadAsync(buffer, ending.Token).ConfigureAwait(false);
                if (count == 0)
                {
                    return partial.Length == published.Bytes ? null : Text($"the connection ended after {partial.Length:N0} of {published.Bytes:N0} bytes");
                }

                if (partial.Length + count > published.Bytes)
                {
                    partial.Clear();
                    return Text($"it gives more than the {published.Bytes:N0} bytes of the file");
                }

                await WriteAsync(partial, buffer.AsMemory(0, count), cancellation).ConfigureAwait(false);
                progress?.Report(partial.Length);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Text($"it was silent for {Patience.TotalSeconds:0.#} s");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return e is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError, InnerException: { } cause }
                ? $"no secure connection can be made: {Sentence(cause)}"
                : Sentence(e);
        }
    }

    /// <summary>Looks at the head of an answer, and drops what is there where the server begins anew.</summary>
    private string? Refusal(HttpResponseMessage response, PartialFile partial)
    {
        HttpContentHeaders headers = response.Content.Headers;
        if (response.StatusCode == HttpStatusCode.PartialContent)
        {
            bool fits = headers.ContentRange is { } range && range.From == partial.Length && (range.Length ?? published.Bytes) == published.Bytes;
            if (!fits)
            {
                partial.Clear();
            }

            return fits ? null : "it went on from another place than it was asked to";
        }

        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            partial.Clear();
            return "it has not as many bytes as the file";
        }

        if (response.StatusCode != HttpStatusCode.OK)
        {
            return Text($"it answers {(int)response.StatusCode} {response.ReasonPhrase}");
        }

        if (headers.ContentLength is { } length && length != published.Bytes)
        {
            return Text($"it answers {length:N0} bytes of {headers.ContentType?.MediaType ?? "something"} instead of the {published.Bytes:N0} of the file, as a proxy does that wants a login");
        }

        partial.Clear();
        return null;
    }

    /// <summary>A disk that is full is no trouble of the connection.</summary>
    private async Task WriteAsync(PartialFile partial, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        try
        {
            await partial.AppendAsync(bytes, cancellation).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            throw Unwritable(e);
        }
    }

    private InputException Unwritable(Exception cause) => new($"The download cannot be written to '{PartialPath}': {cause.Message}", cause);

    /// <summary>The platform's messages, of which some end in a stray quotation mark, as a part of a sentence.</summary>
    private static string Sentence(Exception e) => e.Message.TrimEnd('.', '"');

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
