using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Fidelis.Testing;

/// <summary>Writes zip archives, by the platform's own writer and, for those that it would never write, field by field.</summary>
public static class ZipBytes
{
    /// <summary>The time that every entry carries: archives of the same files are the same bytes at any time of day.</summary>
    private static readonly DateTimeOffset Timestamp = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Packs files.</summary>
    /// <param name="files">Names and contents; a name may come twice.</param>
    /// <param name="level">How they are compressed.</param>
    public static byte[] Of(IEnumerable<(string Name, byte[] Content)> files, CompressionLevel level = CompressionLevel.Optimal)
    {
        using MemoryStream stream = new();
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create))
        {
            foreach ((string name, byte[] content) in files)
            {
                ZipArchiveEntry entry = archive.CreateEntry(name, level);
                entry.LastWriteTime = Timestamp;
                using Stream stored = entry.Open();
                stored.Write(content);
            }
        }

        return stream.ToArray();
    }

    /// <summary>Packs one file and lies about it in the directory.</summary>
    /// <param name="name">The bytes of the name.</param>
    /// <param name="content">The content, which is stored.</param>
    /// <param name="directory">Changes the entry of the directory: 46 bytes and the name.</param>
    public static byte[] Lying(byte[] name, byte[] content, Action<byte[]> directory)
    {
        byte[] archive = Of([(Encoding.Latin1.GetString(new byte[name.Length].Select(_ => (byte)'x').ToArray()), content)], CompressionLevel.NoCompression);
        int start = archive.AsSpan().LastIndexOf("PK\x01\x02"u8);
        byte[] entry = archive[start..(start + 46 + name.Length)];
        name.CopyTo(entry, 46);
        directory(entry);
        entry.CopyTo(archive, start);
        return archive;
    }

    /// <summary>Writes a 16-bit number into an entry.</summary>
    public static void Put16(byte[] entry, int offset, int value) => BinaryPrimitives.WriteUInt16LittleEndian(entry.AsSpan(offset), (ushort)value);

    /// <summary>Writes a 32-bit number into an entry.</summary>
    public static void Put32(byte[] entry, int offset, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(offset), value);
}
