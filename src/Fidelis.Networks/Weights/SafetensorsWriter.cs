using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Fidelis.Networks.Weights;

/// <summary>Writes safetensors: the same content always gives the same bytes.</summary>
internal static class SafetensorsWriter
{
    // The header is padded by spaces, so that the values begin where float32 can be mapped.
    private const int Alignment = 8;

    public static void Write(SafetensorsFile file, Stream stream)
    {
        NamedTensor[] tensors = [.. file.Tensors.OrderBy(t => t.Name, StringComparer.Ordinal)];
        byte[] header = Header(file.Metadata, tensors);
        int padded = (header.Length + Alignment - 1) / Alignment * Alignment;
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)padded);
        stream.Write(length);
        stream.Write(header);
        for (int i = header.Length; i < padded; i++)
        {
            stream.WriteByte((byte)' ');
        }

        foreach (NamedTensor tensor in tensors)
        {
            WriteLittleEndian(tensor.Values, stream.Write);
        }
    }

    /// <summary>Hands the values on as little-endian bytes, on any machine.</summary>
    public static void WriteLittleEndian(ReadOnlySpan<float> values, ReadOnlySpanAction write)
    {
        if (BitConverter.IsLittleEndian)
        {
            write(MemoryMarshal.AsBytes(values));
            return;
        }

        byte[] swapped = new byte[values.Length * sizeof(float)];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(swapped.AsSpan(i * sizeof(float)), values[i]);
        }

        write(swapped);
    }

    private static byte[] Header(IReadOnlyDictionary<string, string> metadata, NamedTensor[] tensors)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("__metadata__");
            foreach ((string key, string value) in metadata.OrderBy(m => m.Key, StringComparer.Ordinal))
            {
                writer.WriteString(key, value);
            }

            writer.WriteEndObject();
            long offset = 0;
            foreach (NamedTensor tensor in tensors)
            {
                writer.WriteStartObject(tensor.Name);
                writer.WriteString("dtype", "F32");
                writer.WriteStartArray("shape");
                foreach (int size in tensor.Shape)
                {
                    writer.WriteNumberValue(size);
                }

                writer.WriteEndArray();
                writer.WriteStartArray("data_offsets");
                writer.WriteNumberValue(offset);
                offset += (long)tensor.Values.Length * sizeof(float);
                writer.WriteNumberValue(offset);
                writer.WriteEndArray();
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Takes bytes.</summary>
    internal delegate void ReadOnlySpanAction(ReadOnlySpan<byte> bytes);
}
