using System.Runtime.InteropServices;
using System.Text;

namespace Fidelis.Testing;

/// <summary>Writes frozen graphs of TensorFlow, field by field, and tar archives that hold such files.</summary>
public static class GraphBytes
{
    /// <summary>Writes a graph.</summary>
    /// <param name="nodes">The nodes, as <see cref="Node"/> gives them.</param>
    public static byte[] Of(IEnumerable<byte[]> nodes) => Message([.. nodes.Select(node => (1, node)), (4, [8, 22])]);

    /// <summary>Writes a node that is a constant of float32.</summary>
    public static byte[] Constant(string name, IEnumerable<int> shape, float[] values) => Node(name, "Const", Tensor(1, shape, (4, Floats(values))));

    /// <summary>Writes a node.</summary>
    public static byte[] Node(string name, string operation, byte[] tensor)
    {
        byte[] dtype = Message((1, "dtype"u8.ToArray()), (2, [0x30, 1]));
        byte[] value = Message((1, "value"u8.ToArray()), (2, Message((8, tensor))));
        return Message((1, Encoding.UTF8.GetBytes(name)), (2, Encoding.UTF8.GetBytes(operation)), (3, "before"u8.ToArray()), (5, dtype), (5, value));
    }

    /// <summary>Writes the value of a constant.</summary>
    /// <param name="type">The type of the elements: 1 for float32.</param>
    /// <param name="shape">The length of each axis.</param>
    /// <param name="values">Field 4 or 5, and its content.</param>
    public static byte[] Tensor(byte type, IEnumerable<int> shape, params (int Field, byte[] Content)[] values) =>
        [8, type, .. Message((2, Message([.. shape.Select(length => (2, (byte[])[8, .. Variable(length)]))]))), .. Message(values)];

    /// <summary>Writes fields of variable length.</summary>
    public static byte[] Message(params (int Field, byte[] Content)[] fields)
    {
        using MemoryStream stream = new();
        foreach ((int field, byte[] content) in fields)
        {
            stream.WriteByte((byte)((field << 3) | 2));
            stream.Write(Variable(content.Length));
            stream.Write(content);
        }

        return stream.ToArray();
    }

    /// <summary>Writes values as the content of a constant.</summary>
    public static byte[] Floats(float[] values) => MemoryMarshal.AsBytes(values.AsSpan()).ToArray();

    /// <summary>Packs files into a tar archive, the same bytes at any time.</summary>
    /// <param name="files">Their names and contents.</param>
    public static byte[] Tar(params (string Name, byte[] Content)[] files)
    {
        using MemoryStream stream = new();
        using (System.Formats.Tar.TarWriter writer = new(stream, System.Formats.Tar.TarEntryFormat.Ustar))
        {
            foreach ((string name, byte[] content) in files)
            {
                writer.WriteEntry(new System.Formats.Tar.UstarTarEntry(System.Formats.Tar.TarEntryType.RegularFile, name)
                {
                    DataStream = new MemoryStream(content),
                    ModificationTime = DateTimeOffset.UnixEpoch,
                });
            }
        }

        return stream.ToArray();
    }

    /// <summary>Compresses bytes by gzip.</summary>
    public static byte[] Gzip(byte[] content)
    {
        using MemoryStream stream = new();
        using (System.IO.Compression.GZipStream gzip = new(stream, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return stream.ToArray();
    }

    internal static byte[] Variable(long value)
    {
        List<byte> bytes = [];
        ulong rest = (ulong)value;
        for (; rest >= 0x80; rest >>= 7)
        {
            bytes.Add((byte)(rest | 0x80));
        }

        return [.. bytes, (byte)rest];
    }
}
