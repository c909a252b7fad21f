namespace Fidelis.Networks.Weights.Npz;

/// <summary>Reads another stream and compares its checksum where it ends.</summary>
/// <param name="inner">The bytes; disposed with this stream.</param>
/// <param name="expected">Their CRC-32.</param>
internal sealed class ChecksummedStream(Stream inner, uint expected) : Stream
{
    private uint checksum;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <exception cref="InvalidDataException">The stream ended and its checksum is not the expected one.</exception>
    public override int Read(Span<byte> buffer)
    {
        int count = inner.Read(buffer);
        if (count == 0 && buffer.Length > 0 && checksum != expected)
        {
            throw new InvalidDataException("The checksum does not match.");
        }

        checksum = Crc32.Append(checksum, buffer[..count]);
        return count;
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
