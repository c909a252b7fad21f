using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.Threading;

namespace Fidelis.Networks.Weights;

/// <summary>Reads safetensors from a file that nobody vouches for.</summary>
internal sealed class SafetensorsReader
{
    // The limit of the format's own implementation.
    private const ulong LargestHeaderBytes = 100_000_000;

    private readonly FileWindow file;
    private readonly string remedy;
    private readonly FileWindow values;
    private readonly Dictionary<string, string> metadata = [];
    private readonly SortedDictionary<string, Entry> entries = new(StringComparer.Ordinal);

    private SafetensorsReader(FileWindow file, string remedy)
    {
        this.file = file;
        this.remedy = remedy;
        byte[] header = ReadHeader();
        values = file.Slice(sizeof(ulong) + header.Length, file.Length - sizeof(ulong) - header.Length);
        ReadEntries(header);
    }

    public static SafetensorsFile Read(FileWindow file, string remedy)
    {
        SafetensorsReader reader = new(file, remedy);
        return new SafetensorsFile(reader.metadata, reader.ReadTensors());
    }

    /// <summary>Tells whether a file starts as safetensors do: the length of the header, and the brace that it begins with.</summary>
    public static bool Recognizes(ReadOnlySpan<byte> start) => start.Length > sizeof(ulong) && start[sizeof(ulong)] == (byte)'{';

    private byte[] ReadHeader()
    {
        if (file.Length < sizeof(ulong))
        {
            throw Damaged($"it ends after {file.Length} bytes, inside the length of the header");
        }

        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(file.ReadStart(sizeof(ulong)));
        if (length > LargestHeaderBytes || length > (ulong)(file.Length - sizeof(ulong)))
        {
            throw Damaged($"its header claims {length} bytes, but only {file.Length - sizeof(ulong)} follow");
        }

        byte[] header = new byte[length];
        file.Read(sizeof(ulong), header);
        return header;
    }

    private void ReadEntries(byte[] header)
    {
        try
        {
            // Decoding strictly first: the JSON reader would take broken UTF-8 in strings it does not look at.
            _ = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetCharCount(header);
            using JsonDocument document = JsonDocument.Parse(header);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw Damaged("its header is no JSON object");
            }

            bool hasMetadata = false;
            foreach (JsonProperty property in document.RootElement.EnumerateObject())
            {
                if (property.Name == "__metadata__")
                {
                    if (hasMetadata)
                    {
                        throw Damaged("it has two entries \"__metadata__\"");
                    }

                    hasMetadata = true;
                    ReadMetadata(property.Value);
                }
                else
                {
                    ReadEntry(property.Name, property.Value);
                }
            }
        }
        catch (Exception e) when (e is JsonException or DecoderFallbackException or InvalidOperationException)
        {
            throw Damaged("its header is no valid JSON", e);
        }
    }

    private void ReadMetadata(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Damaged("its metadata are no JSON object");
        }

        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.String || !metadata.TryAdd(property.Name, property.Value.GetString()!))
            {
                throw Damaged($"its metadata \"{property.Name}\" is no string, or appears twice");
            }
        }
    }

    private void ReadEntry(string name, JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object
            || !element.TryGetProperty("dtype", out JsonElement type) || type.ValueKind != JsonValueKind.String
            || !element.TryGetProperty("shape", out JsonElement shape) || shape.ValueKind != JsonValueKind.Array
            || !element.TryGetProperty("data_offsets", out JsonElement offsets) || offsets.ValueKind != JsonValueKind.Array
            || offsets.GetArrayLength() != 2)
        {
            throw Damaged($"tensor \"{Printable.Of(name)}\" lacks its dtype, shape or two data_offsets");
        }

        ElementType elements = ElementType.OfTensor(type.GetString()!) ?? throw new InputException(
            $"The tensors of a file of weights must be numbers of at most 64 bits, but \"{Printable.Of(name)}\" in \"{values.Name}\" is {Printable.Of(type.GetString()!)}: save the model as float32.");
        List<int> lengths = [];
        long count = 1;
        foreach (JsonElement size in shape.EnumerateArray())
        {
            if (size.ValueKind != JsonValueKind.Number || !size.TryGetInt32(out int length) || length < 0 || (count *= length) > Array.MaxLength / sizeof(ulong))
            {
                throw Damaged($"tensor \"{Printable.Of(name)}\" has the shape {shape.GetRawText()}");
            }

            lengths.Add(length);
        }

        if (offsets[0].ValueKind != JsonValueKind.Number || offsets[1].ValueKind != JsonValueKind.Number
            || !offsets[0].TryGetInt64(out long begin) || !offsets[1].TryGetInt64(out long end)
            || begin < 0 || begin > end || end > values.Length)
        {
            throw Damaged($"tensor \"{Printable.Of(name)}\" lies at {offsets.GetRawText()}, outside the {values.Length} bytes of values");
        }

        if (end - begin != count * elements.Bytes)
        {
            throw Damaged($"tensor \"{Printable.Of(name)}\" of shape {shape.GetRawText()} needs {count * elements.Bytes} bytes but has {end - begin}");
        }

        if (!entries.TryAdd(name, new Entry(name, elements, [.. lengths], begin, end)))
        {
            throw Damaged($"it has two tensors \"{Printable.Of(name)}\"");
        }
    }

    private NamedTensor[] ReadTensors()
    {
        // The format wants the values without gaps and overlaps, so that nothing can hide in a file.
        long expected = 0;
        foreach (Entry entry in entries.Values.OrderBy(e => e.Begin).ThenBy(e => e.End))
        {
            if (entry.Begin != expected)
            {
                throw Damaged($"tensor \"{Printable.Of(entry.Name)}\" begins at {entry.Begin}, but the one before it ends at {expected}");
            }

            expected = entry.End;
        }

        if (expected != values.Length)
        {
            throw Damaged($"its tensors end at {expected}, but {values.Length} bytes of values follow the header");
        }

        Entry[] ordered = [.. entries.Values];
        NamedTensor[] tensors = new NamedTensor[ordered.Length];
        Parallelism.For(ordered.Length, i => tensors[i] = ReadTensor(ordered[i]));
        return tensors;
    }

    private NamedTensor ReadTensor(Entry entry)
    {
        int size = entry.Elements.Bytes;
        float[] data = new float[(entry.End - entry.Begin) / size];
        if (BitConverter.IsLittleEndian && entry.Elements == ElementType.Float32)
        {
            values.Read(entry.Begin, MemoryMarshal.AsBytes(data.AsSpan()));
            return new NamedTensor(entry.Name, entry.Shape, data);
        }

        byte[] stored = new byte[entry.End - entry.Begin];
        values.Read(entry.Begin, stored);
        for (int i = 0; i < data.Length; i++)
        {
            data[i] = entry.Elements.Read(stored.AsSpan(i * size));
        }

        return new NamedTensor(entry.Name, entry.Shape, data);
    }

    private InputException Damaged(string what, Exception? inner = null)
    {
        string message = $"A file of weights must be whole, but the safetensors file \"{file.Name}\" is damaged: {what}. {remedy}";
        return inner is null ? new InputException(message) : new InputException(message, inner);
    }

    private sealed record Entry(string Name, ElementType Elements, int[] Shape, long Begin, long End);
}
