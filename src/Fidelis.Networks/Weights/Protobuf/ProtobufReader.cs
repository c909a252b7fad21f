using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Fidelis.Numerics.Errors;

namespace Fidelis.Networks.Weights.Protobuf;

/// <summary>
/// Reads the fields of a message of protocol buffers, one after the other (<see href="https://protobuf.dev/programming-guides/encoding/">the encoding</see>).
/// </summary>
/// <param name="bytes">Bytes of a message, for which nobody vouches.</param>
/// <param name="source">The file as messages name it.</param>
public ref struct ProtobufReader(ReadOnlySpan<byte> bytes, string source)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> bytes = bytes;
    private readonly string source = source;
    private int position;
    private int wire;
    private ulong number;
    private ReadOnlySpan<byte> content;

    /// <summary>Gets the number of the field that was read last, at least 1; 0 before the first.</summary>
    public int Field { get; private set; }

    /// <summary>Gets the bytes of a field of variable length: a text, a message or packed numbers.</summary>
    /// <exception cref="InputException">The field is of another type.</exception>
    public readonly ReadOnlySpan<byte> Content => IsContent ? content : throw Damaged("holds a number where bytes are expected");

    /// <summary>Gets a value indicating whether the field that was read last is of variable length.</summary>
    public readonly bool IsContent => wire == 2;

    /// <summary>Gets the value of a field that is a number.</summary>
    /// <exception cref="InputException">The field is of another type.</exception>
    public readonly ulong Number => !IsContent ? number : throw Damaged("holds bytes where a number is expected");

    /// <summary>Gets the text of a field.</summary>
    /// <exception cref="InputException">The field is no text.</exception>
    public readonly string Text
    {
        get
        {
            try
            {
                return Utf8.GetString(Content);
            }
            catch (DecoderFallbackException e)
            {
                throw new InputException($"The graph '{source}' is damaged: a text of it is no UTF-8.", e);
            }
        }
    }

    /// <summary>Gets the field as a message.</summary>
    /// <exception cref="InputException">The field is no message.</exception>
    public readonly ProtobufReader Message => new(Content, source);

    /// <summary>Reads the next field.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="InputException">The message is damaged.</exception>
    public bool Next()
    {
        if (position == bytes.Length)
        {
            return false;
        }

        ulong key = Variable();
        Field = key >> 3 is > 0 and <= int.MaxValue ? (int)(key >> 3) : throw Damaged("has a field without a number");
        wire = (int)(key & 7);
        switch (wire)
        {
            case 0:
                number = Variable();
                break;
            case 1:
                number = BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));
                break;
            case 2:
                content = Take(Variable());
                break;
            case 5:
                number = BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));
                break;
            default:
                throw Damaged(string.Create(CultureInfo.InvariantCulture, $"has a field of the unknown type {wire}"));
        }

        return true;
    }

    /// <summary>Reads the whole numbers of a packed field.</summary>
    /// <param name="values">Receives them at its end.</param>
    /// <exception cref="InputException">The field is no list of whole numbers.</exception>
    public readonly void ReadPacked(ICollection<long> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        ProtobufReader list = new(Content, source);
        while (list.position < list.bytes.Length)
        {
            values.Add((long)list.Variable());
        }
    }

    private ulong Variable()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte next = Take(1)[0];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw Damaged("has a number of more than ten bytes");
    }

    private ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)(bytes.Length - position))
        {
            throw Damaged("ends within a field");
        }

        ReadOnlySpan<byte> taken = bytes.Slice(position, (int)count);
        position += (int)count;
        return taken;
    }

    private readonly InputException Damaged(string how) => new($"The graph '{source}' is damaged: it {how}.");
}
