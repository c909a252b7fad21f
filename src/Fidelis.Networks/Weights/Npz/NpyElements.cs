using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace Fidelis.Networks.Weights.Npz;

/// <summary>Turns the bytes of elements of any type into the type that is asked for.</summary>
public static class NpyElements
{
    /// <summary>Converts whole elements, as C# converts between numbers; truth values become 0 and 1.</summary>
    /// <typeparam name="T">The type that is asked for.</typeparam>
    /// <param name="bytes">The elements as the file holds them.</param>
    /// <param name="type">Their type; no text.</param>
    /// <param name="destination">As many values as there are elements.</param>
    public static void Convert<T>(ReadOnlySpan<byte> bytes, NpyDataType type, Span<T> destination)
        where T : unmanaged, INumber<T>
    {
        switch (type.Kind, type.Size)
        {
            case ('f', 2):
                Each<ushort, T>(bytes, type, destination, bits => T.CreateTruncating(BitConverter.UInt16BitsToHalf(bits)));
                break;
            case ('f', 4):
                Each<uint, T>(bytes, type, destination, bits => T.CreateTruncating(BitConverter.UInt32BitsToSingle(bits)));
                break;
            case ('f', 8):
                Each<ulong, T>(bytes, type, destination, bits => T.CreateTruncating(BitConverter.UInt64BitsToDouble(bits)));
                break;
            case ('i', 1):
                Each<byte, T>(bytes, type, destination, bits => T.CreateTruncating((sbyte)bits));
                break;
            case ('i', 2):
                Each<ushort, T>(bytes, type, destination, bits => T.CreateTruncating((short)bits));
                break;
            case ('i', 4):
                Each<uint, T>(bytes, type, destination, bits => T.CreateTruncating((int)bits));
                break;
            case ('i', 8):
                Each<ulong, T>(bytes, type, destination, bits => T.CreateTruncating((long)bits));
                break;
            case ('u', 1):
                Each<byte, T>(bytes, type, destination, T.CreateTruncating);
                break;
            case ('u', 2):
                Each<ushort, T>(bytes, type, destination, T.CreateTruncating);
                break;
            case ('u', 4):
                Each<uint, T>(bytes, type, destination, T.CreateTruncating);
                break;
            case ('u', 8):
                Each<ulong, T>(bytes, type, destination, T.CreateTruncating);
                break;
            case ('b', 1):
                Each<byte, T>(bytes, type, destination, bits => bits == 0 ? T.Zero : T.One);
                break;
            default:
                throw new ArgumentException($"Elements of {type} are no numbers.", nameof(type));
        }
    }

    /// <summary>Tells whether the bytes of elements are the values that are asked for, so that there is nothing to convert.</summary>
    /// <typeparam name="T">The type that is asked for.</typeparam>
    /// <param name="type">The type of the elements.</param>
    /// <returns>Whether they are float32 or float64 in the byte order of this machine, and asked for as such.</returns>
    internal static bool AreStored<T>(NpyDataType type) =>
        BitConverter.IsLittleEndian && ((typeof(T) == typeof(float) && type == NpyDataType.F4) || (typeof(T) == typeof(double) && type == NpyDataType.F8));

    /// <summary>Reads one text of UTF-32, without the zeros that fill it up. What is no Unicode code point becomes U+FFFD.</summary>
    internal static string Text(ReadOnlySpan<byte> bytes, bool isBigEndian)
    {
        StringBuilder text = new();
        int filled = bytes.Length / 4;
        while (filled > 0 && bytes.Slice((filled - 1) * 4, 4).IndexOfAnyExcept((byte)0) < 0)
        {
            filled--;
        }

        for (int i = 0; i < filled; i++)
        {
            ReadOnlySpan<byte> letter = bytes.Slice(i * 4, 4);
            uint value = isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(letter) : BinaryPrimitives.ReadUInt32LittleEndian(letter);
            text.Append((Rune.TryCreate(value, out Rune rune) ? rune : Rune.ReplacementChar).ToString());
        }

        return text.ToString();
    }

    /// <summary>Finds the type that holds the longest of some texts; NumPy knows no texts of no letters.</summary>
    internal static NpyDataType TypeOf(IReadOnlyList<string> texts) =>
        NpyDataType.Text(Math.Max(texts.Select(text => text.EnumerateRunes().Count()).DefaultIfEmpty().Max(), 1));

    /// <summary>Writes one text of UTF-32, filled up with zeros.</summary>
    internal static void WriteText(string text, Span<byte> destination)
    {
        destination.Clear();
        foreach (Rune rune in text.EnumerateRunes())
        {
            BinaryPrimitives.WriteInt32LittleEndian(destination, rune.Value);
            destination = destination[sizeof(int)..];
        }
    }

    private static void Each<TBits, T>(ReadOnlySpan<byte> bytes, NpyDataType type, Span<T> destination, Func<TBits, T> convert)
        where TBits : unmanaged, IBinaryInteger<TBits>
        where T : unmanaged
    {
        if (AreStored<T>(type))
        {
            bytes.CopyTo(MemoryMarshal.AsBytes(destination));
            return;
        }

        int size = type.Size;
        for (int i = 0; i < destination.Length; i++)
        {
            ReadOnlySpan<byte> element = bytes.Slice(i * size, size);
            destination[i] = convert(type.IsBigEndian
                ? TBits.ReadBigEndian(element, isUnsigned: true)
                : TBits.ReadLittleEndian(element, isUnsigned: true));
        }
    }
}
