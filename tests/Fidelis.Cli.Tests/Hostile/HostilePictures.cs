using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Fidelis.Testing;

namespace Fidelis.Cli.Tests.Hostile;

/// <summary>Pictures that end early, claim too much, or are none.</summary>
internal static class HostilePictures
{
    private const int Huge = 60_000;

    private static readonly Dictionary<string, byte[]> Files = new[] { "exact", "lossy", "stated" }
        .SelectMany(group => Golden.Load("decoding", group).EnumerateArray())
        .ToDictionary(item => item.GetProperty("name").GetString()!, item => item.GetProperty("encoded").GetBytesFromBase64());

    public static IEnumerable<HostileInput> All =>
    [
        HostileInput.Picture("PNG, cut off in its signature", "cell.png", () => Files["png-rgb"][..5]),
        HostileInput.Picture("PNG, cut off in its header", "cell.png", () => Files["png-rgb"][..20]),
        HostileInput.Picture("PNG, cut off in its pixels", "cell.png", () => Files["png-rgb"][..900]),
        HostileInput.Picture("PNG without its end", "cell.png", () => Files["png-rgb"][..^12]),
        HostileInput.Picture("PNG with one bit flipped in its pixels", "cell.png", () => Flipped(Files["png-rgb"], 500)),
        HostileInput.Picture("PNG of 60,000 x 60,000", "cell.png", () => Png(Huge, Huge, [])),
        HostileInput.Picture("PNG whose colour profile expands to 64 MB", "cell.png", () => Png(1, 1, Zlib(4), ("iCCP", [(byte)'x', 0, 0, .. Zlib(64 << 20, first: 4)]))) with { Options = ["--profile", "convert"] },
        HostileInput.Picture("JPEG, cut off in its header", "cell.jpg", () => Files["jpeg-444"][..100]),
        HostileInput.Picture("JPEG, cut off in its scan", "cell.jpg", () => Files["jpeg-444"][..^300]),
        HostileInput.Picture("JPEG without its end", "cell.jpg", () => Files["jpeg-444"][..^2]),
        HostileInput.Picture("JPEG of 60,000 x 60,000", "cell.jpg", () => HugeJpeg()),
        HostileInput.Picture("GIF, cut off in its frame", "cell.gif", () => Files["gif-palette"][..900]),
        HostileInput.Picture("GIF of 60,000 x 60,000", "cell.gif", () => Patched(Files["gif-palette"], 6, [0x60, 0xEA, 0x60, 0xEA])),
        HostileInput.Picture("WebP, cut off", "cell.webp", () => Files["webp-lossy"][..^100]),
        HostileInput.Picture("BMP, cut off in its rows", "cell.bmp", () => Files["bmp-24"][..^1]),
        HostileInput.Picture("BMP of 60,000 x 60,000", "cell.bmp", () => Patched(Files["bmp-24"], 18, [0x60, 0xEA, 0, 0, 0x60, 0xEA, 0, 0])),
        HostileInput.Picture("TIFF, cut off", "cell.tif", () => Files["tiff-rgb"][..^500]),
        HostileInput.Picture("TIFF of 60,000 x 60,000", "cell.tif", () => HugeTiff()),
        HostileInput.Picture("TIFF whose pages go round in a circle", "cell.tif", () => CyclicTiff()),
        HostileInput.Picture("PNM, cut off", "cell.ppm", () => Files["ppm"][..^1]),
        HostileInput.Picture("PNM of 60,000 x 60,000", "cell.pgm", () => Encoding.ASCII.GetBytes("P5 60000 60000 255\n")),
        HostileInput.Picture("empty file", "cell.png", () => []),
        HostileInput.Picture("text that is named .png", "cell.png", () => Encoding.ASCII.GetBytes("These are the notes on the cells.\n")),
        HostileInput.Picture("web page that was saved as .png", "cell.png", () => Encoding.ASCII.GetBytes("<!DOCTYPE html><html><title>404</title></html>")),
        HostileInput.Picture("pointer of Git LFS", "cell.png", () => Encoding.ASCII.GetBytes("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n")),
        HostileInput.Picture("floating-point TIFF without a window", "cell.tif", () => Files["tiff-float-fixed"]),
    ];

    /// <summary>Writes a PNG file of 8-bit RGB whose checksums are right, whatever it claims.</summary>
    public static byte[] Png(int width, int height, byte[] pixels, params (string Type, byte[] Data)[] before)
    {
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2);
        return
        [
            0x89, .. "PNG\r\n\x1a\n"u8, .. Chunk("IHDR", header), .. before.SelectMany(chunk => Chunk(chunk.Type, chunk.Data)), .. Chunk("IDAT", pixels), .. Chunk("IEND", []),
        ];
    }

    private static byte[] Chunk(string type, byte[] data)
    {
        byte[] chunk = new byte[12 + data.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        Encoding.ASCII.GetBytes(type, chunk.AsSpan(4));
        data.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + data.Length), Checksum(chunk.AsSpan(4, 4 + data.Length)));
        return chunk;
    }

    /// <summary>Computes the CRC-32 of a chunk bit by bit (PNG specification, annex D).</summary>
    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320u);
            }
        }

        return ~crc;
    }

    /// <summary>Compresses zeros behind a first byte.</summary>
    public static byte[] Zlib(int zeros, byte first = 0)
    {
        using MemoryStream compressed = new();
        using (ZLibStream stream = new(compressed, CompressionLevel.Fastest))
        {
            byte[] block = new byte[Math.Min(zeros, 1 << 20)];
            block[0] = first;
            for (int written = 0; written < zeros; written += block.Length)
            {
                stream.Write(block);
                block[0] = 0;
            }
        }

        return compressed.ToArray();
    }

    private static byte[] Flipped(byte[] file, int offset) => Patched(file, offset, [(byte)(file[offset] ^ 1)]);

    private static byte[] Patched(byte[] file, int offset, ReadOnlySpan<byte> bytes)
    {
        byte[] patched = [.. file];
        bytes.CopyTo(patched.AsSpan(offset));
        return patched;
    }

    private static byte[] HugeJpeg()
    {
        byte[] file = Files["jpeg-444"];
        return Patched(file, file.AsSpan().IndexOf([(byte)0xFF, (byte)0xC0]) + 5, [0xEA, 0x60, 0xEA, 0x60]);
    }

    /// <summary>Gets where a tag of the first directory of a little-endian TIFF file has its value.</summary>
    private static int TiffValue(byte[] file, int tag)
    {
        int directory = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(4));
        int count = BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(directory));
        return Enumerable.Range(0, count).Select(i => directory + 2 + (12 * i)).Single(entry => BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(entry)) == tag) + 8;
    }

    private static byte[] HugeTiff()
    {
        byte[] file = [.. Files["tiff-rgb"]];
        const int Width = 256;
        foreach (int tag in new[] { Width, Width + 1 })
        {
            BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(TiffValue(file, tag)), Huge);
        }

        return file;
    }

    private static byte[] CyclicTiff()
    {
        byte[] file = [.. Files["tiff-rgb"]];
        int directory = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(4));
        int count = BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(directory));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(directory + 2 + (12 * count)), directory);
        return file;
    }
}
