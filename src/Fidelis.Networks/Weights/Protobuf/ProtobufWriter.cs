using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Fidelis.Networks.Weights.Protobuf;

/// <summary>
/// Writes the fields of a message of protocol buffers, one after the other (<see href="https://protobuf.dev/programming-guides/encoding/">the encoding</see>).
/// </summary>
public sealed class ProtobufWriter
{
    private const int VariableWire = 0;
    private const int ContentWire = 2;
    private const int SingleWire = 5;

    private readonly ArrayBufferWriter<byte> buffer = new();

    /// <summary>Gets the number of bytes written so far.</summary>
    public int Length => buffer.WrittenCount;

    /// <summary>Gets the bytes written so far.</summary>
    public ReadOnlySpan<byte> Written => buffer.WrittenSpan;

    /// <summary>Writes a whole number.</summary>
    /// <param name="field">The number of the field, at least 1.</param>
    /// <param name="value">The number.</param>
    public void Write(int field, long value)
    {
        WriteKey(field, VariableWire);
        WriteVariable((ulong)value);
    }

    /// <summary>Writes a number of 32 bits.</summary>
    /// <param name="field">The number of the field, at least 1.</param>
    /// <param name="value">The number.</param>
    public void Write(int field, float value)
    {
        WriteKey(field, SingleWire);
        BinaryPrimitives.WriteSingleLittleEndian(buffer.GetSpan(sizeof(float)), value);
        buffer.Advance(sizeof(float));
    }

    /// <summary>Writes a text.</summary>
    /// <param name="field">The number of the field, at least 1.</param>
    /// <param name="value">The text.</param>
    public void Write(int field, string value) => Write(field, Encoding.UTF8.GetBytes(value));

    /// <summary>Writes bytes.</summary>
    /// <param name="field">The number of the field, at least 1.</param>
    /// <param name="value">The bytes.</param>
    public void Write(int field, ReadOnlySpan<byte> value)
    {
        WriteStart(field, value.Length);
        buffer.Write(value);
    }

    /// <summary>Writes a message.</summary>
    /// <param name="field">The number of the field, at least 1.</param>
    /// <param name="message">The message, which is finished.</param>
    public void Write(int field, ProtobufWriter message)
    {
        ArgumentNullException.ThrowIfNull(message);
        Write(field, message.Written);
    }

    /// <summary>Writes what stands before the bytes of a field, which follow elsewhere.</summary>
    /// <param name="field">The number of the field, at least 1.</param>
    /// <param name="lengthBytes">The length of its bytes.</param>
    public void WriteStart(int field, long lengthBytes)
    {
        WriteKey(field, ContentWire);
        WriteVariable((ulong)lengthBytes);
    }

    /// <summary>Adds the fields of another message to this one.</summary>
    /// <param name="fields">The other message.</param>
    public void Append(ProtobufWriter fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        buffer.Write(fields.Written);
    }

    private void WriteKey(int field, int wire) => WriteVariable(((ulong)field << 3) | (uint)wire);

    private void WriteVariable(ulong value)
    {
        Span<byte> span = buffer.GetSpan(10);
        int length = 0;
        for (; value >= 0x80; value >>= 7)
        {
            span[length++] = (byte)(value | 0x80);
        }

        span[length++] = (byte)value;
        buffer.Advance(length);
    }
}
