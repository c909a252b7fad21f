namespace Fidelis.Imaging.Decoding.Png;

/// <summary>Reads the data of several chunks as one stream.</summary>
/// <param name="encoded">The whole file.</param>
/// <param name="parts">Where the data of each chunk starts, and its length.</param>
internal sealed class PngDataStream(byte[] encoded, IReadOnlyList<(int Offset, int Length)> parts) : Stream
{
    private int part;
    private int place;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        while (part < parts.Count && place == parts[part].Length)
        {
            (part, place) = (part + 1, 0);
        }

        if (part == parts.Count)
        {
            return 0;
        }

        (int offset, int length) = parts[part];
        int count = Math.Min(buffer.Length, length - place);
        encoded.AsSpan(offset + place, count).CopyTo(buffer);
        place += count;
        return count;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
