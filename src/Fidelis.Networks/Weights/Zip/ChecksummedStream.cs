using System.IO.Hashing;

namespace Fidelis.Networks.Weights.Zip;

/// <summary>Reads another stream that must be of a known length and checksum.</summary>
/// <param name="inner">The bytes; disposed with this stream.</param>
/// <param name="expected">Their CRC-32.</param>
/// <param name="length">Their number; no more is ever read.</param>
internal sealed class ChecksummedStream(Stream inner, uint expected, long length) : Stream
{
    // What is read at once is still in the cache when it is summed.
    private const int PieceBytes = 1 << 17;

    private readonly Crc32 checksum = new();
    private long remaining = length;
    private bool isComplete;

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

    /// <exception cref="InvalidDataException">The stream is shorter or longer than it should be, or its checksum is another.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (remaining == 0)
        {
            RequireComplete();
            return 0;
        }

        int count = inner.Read(buffer[..(int)Math.Min(Math.Min(buffer.Length, PieceBytes), remaining)]);
        if (count == 0 && buffer.Length > 0)
        {
            throw new InvalidDataException("The data ends early.");
        }

        checksum.Append(buffer[..count]);
        remaining -= count;
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

    private void RequireComplete()
    {
        if (!isComplete)
        {
            if (checksum.GetCurrentHashAsUInt32() != expected || inner.ReadByte() >= 0)
            {
                throw new InvalidDataException("The data goes on, or its checksum does not match.");
            }

            isComplete = true;
        }
    }
}
