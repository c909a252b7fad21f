using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using Fidelis.Imaging.Pixels;

namespace Fidelis.Imaging.Encoding;

/// <summary>Writes pictures as PNG: 8 bits, red, green and blue, without loss, without any further information.</summary>
/// <remarks>
/// The format is "Portable Network Graphics (PNG) Specification (Third Edition)", W3C, https://www.w3.org/TR/png-3/. The same
/// picture gives the same bytes on the same version of .NET; another version may compress the same pixels to other bytes.
/// </remarks>
public static class PngEncoder
{
    private const int Channels = 3;


    /// <summary>Encodes one picture.</summary>
    /// <param name="image">The picture.</param>
    /// <returns>A whole PNG file.</returns>
    public static byte[] Encode(PixelImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        using MemoryStream file = new();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        WriteChunk(file, "IHDR"u8, Header(image));
        WriteChunk(file, "IDAT"u8, Compress(image));
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static byte[] Header(PixelImage image)
    {
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, image.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), image.Height);
        header[8] = 8; // bits per channel
        header[9] = 2; // red, green, blue; the compression, the filters and the order of rows have only one kind, 0
        return header;
    }

    // Each row is stored as differences, by the filter whose differences are smallest in sum, which is the specification's advice.
    private static ReadOnlySpan<byte> Compress(PixelImage image)
    {
        int rowBytes = image.Width * Channels;
        byte[] previous = new byte[rowBytes];
        byte[] candidate = new byte[rowBytes + 1];
        byte[] best = new byte[rowBytes + 1];
        MemoryStream data = new();
        using (ZLibStream zlib = new(data, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (int y = 0; y < image.Height; y++)
            {
                ReadOnlySpan<byte> row = image.Rgb.AsSpan(y * rowBytes, rowBytes);
                long smallest = long.MaxValue;
                for (byte filter = 0; filter <= 4; filter++)
                {
                    long sum = Filter(filter, row, previous, candidate);
                    if (sum < smallest)
                    {
                        smallest = sum;
                        (best, candidate) = (candidate, best);
                    }
                }

                zlib.Write(best);
                row.CopyTo(previous);
            }
        }

        return data.GetBuffer().AsSpan(0, (int)data.Length);
    }

    private static long Filter(byte filter, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, Span<byte> destination)
    {
        destination[0] = filter;
        long sum = 0;
        for (int i = 0; i < row.Length; i++)
        {
            byte left = i < Channels ? (byte)0 : row[i - Channels];
            byte aboveLeft = i < Channels ? (byte)0 : above[i - Channels];
            int prediction = filter switch
            {
                0 => 0,
                1 => left,
                2 => above[i],
                3 => (left + above[i]) / 2,
                _ => Paeth(left, above[i], aboveLeft),
            };
            byte difference = (byte)(row[i] - prediction);
            destination[i + 1] = difference;
            sum += Math.Abs((int)(sbyte)difference);
        }

        return sum;
    }

    private static int Paeth(int left, int above, int aboveLeft)
    {
        int estimate = left + above - aboveLeft;
        int toLeft = Math.Abs(estimate - left);
        int toAbove = Math.Abs(estimate - above);
        int toAboveLeft = Math.Abs(estimate - aboveLeft);
        return toLeft <= toAbove && toLeft <= toAboveLeft ? left : toAbove <= toAboveLeft ? above : aboveLeft;
    }

    private static void WriteChunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(type);
        file.Write(data);
        Crc32 checksum = new();
        checksum.Append(type);
        checksum.Append(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, checksum.GetCurrentHashAsUInt32());
        file.Write(number);
    }
}
