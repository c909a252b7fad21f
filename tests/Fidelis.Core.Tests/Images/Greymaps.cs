using System.Buffers.Binary;
using System.Text;

namespace Fidelis.Tests.Images;

/// <summary>Portable greymaps of 16 bits, whose values a test chooses.</summary>
internal static class Greymaps
{
    /// <summary>Encodes a square picture that repeats some values.</summary>
    public static byte[] Encode(int side, params ushort[] values)
    {
        byte[] header = Encoding.ASCII.GetBytes($"P5\n{side} {side}\n65535\n");
        byte[] file = new byte[header.Length + (side * side * 2)];
        header.CopyTo(file, 0);
        for (int i = 0; i < side * side; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(header.Length + (2 * i)), values[i % values.Length]);
        }

        return file;
    }
}
