using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Fidelis.Numerics.Errors;

namespace Fidelis.Networks.Weights.Npz;

/// <summary>
/// What stands before the elements of a <c>.npy</c> array: their type, order and shape. Versions 1, 2 and 3 are read; the lowest that
/// suffices, which is 1, is written, byte for byte as NumPy 1.24 does.
/// </summary>
/// <param name="DataType">The type of the elements.</param>
/// <param name="IsFortranOrder">Whether the first axis runs fastest.</param>
/// <param name="Shape">The length of each axis; empty for a single value.</param>
public sealed record NpyHeader(NpyDataType DataType, bool IsFortranOrder, IReadOnlyList<long> Shape)
{
    /// <summary>NumPy's own limit on axes.</summary>
    private const int MaximumAxes = 32;

    /// <summary>A header of this many bytes has never been written; one that claims more is damaged.</summary>
    private const int MaximumBytes = 1 << 16;

    /// <summary>NumPy leaves room to let the first axis of a file grow in place to this many digits.</summary>
    private const int GrowingAxisDigits = 21;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Gets the number of elements.</summary>
    public long ElementCount => Shape.Aggregate(1L, (product, length) => checked(product * length));

    /// <summary>Gets the bytes of all elements.</summary>
    public long DataBytes => checked(ElementCount * DataType.Size);

    /// <summary>Reads a header and leaves the stream at the first element.</summary>
    /// <param name="stream">The array's file.</param>
    /// <param name="name">The array, for messages.</param>
    /// <param name="headerBytes">The bytes that were read.</param>
    /// <returns>The header.</returns>
    /// <exception cref="InputException">It is damaged or describes elements that are not supported.</exception>
    public static NpyHeader Read(Stream stream, string name, out int headerBytes)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Span<byte> start = stackalloc byte[8];
        if (stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length || !start.StartsWith(Magic))
        {
            throw new InputException($"The array {name} must be in NumPy's format, but does not start with its mark: write it with numpy.savez.");
        }

        int version = start[6];
        if (version is < 1 or > 3)
        {
            throw new InputException($"The array {name} must be in NumPy's format version 1, 2 or 3, but its version is {version}.");
        }

        Span<byte> lengthBytes = stackalloc byte[version == 1 ? 2 : 4];
        uint length = stream.ReadAtLeast(lengthBytes, lengthBytes.Length, throwOnEndOfStream: false) < lengthBytes.Length
            ? uint.MaxValue
            : version == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(lengthBytes) : BinaryPrimitives.ReadUInt32LittleEndian(lengthBytes);
        byte[] text = length <= MaximumBytes ? new byte[length] : [];
        if (text.Length != length || stream.ReadAtLeast(text, text.Length, throwOnEndOfStream: false) < text.Length)
        {
            throw new InputException($"The array {name} is damaged: its header is cut off or claims an impossible length.");
        }

        headerBytes = start.Length + lengthBytes.Length + text.Length;
        return NpyHeaderParser.Parse((version == 3 ? Encoding.UTF8 : Encoding.Latin1).GetString(text), MaximumAxes, name);
    }

    /// <summary>Writes the header, padded so that the elements begin at a multiple of 64 bytes.</summary>
    /// <param name="stream">Receives the bytes.</param>
    public void Write(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        string axes = string.Join(", ", Shape.Select(length => length.ToString(CultureInfo.InvariantCulture)));
        string shape = Shape.Count == 1 ? $"({axes},)" : $"({axes})";
        string text = $"{{'descr': '{DataType}', 'fortran_order': {(IsFortranOrder ? "True" : "False")}, 'shape': {shape}, }}";
        if (Shape.Count > 0)
        {
            int digits = Shape[IsFortranOrder ? Shape.Count - 1 : 0].ToString(CultureInfo.InvariantCulture).Length;
            text += new string(' ', Math.Max(GrowingAxisDigits - digits, 0));
        }

        // Magic, version and length take 10 bytes; a line feed ends the text.
        int length = text.Length + 1;
        length += 64 - ((10 + length) % 64);
        byte[] header = new byte[10 + length];
        Magic.CopyTo(header);
        header[6] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), checked((ushort)length));
        Encoding.ASCII.GetBytes(text.PadRight(length - 1) + "\n", header.AsSpan(10));
        stream.Write(header);
    }
}
