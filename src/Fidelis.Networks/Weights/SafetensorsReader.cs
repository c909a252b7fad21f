using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Fidelis.Numerics.Errors;

namespace Fidelis.Networks.Weights;

/// <summary>Reads safetensors from bytes that nobody vouches for.</summary>
internal ref struct SafetensorsReader
{
    // The limit of the format's own implementation.
    private const ulong LargestHeaderBytes = 100_000_000;

    private readonly ReadOnlySpan<byte> bytes;
    private readonly string path;
    private readonly Dictionary<string, string> metadata = [];
    private readonly SortedDictionary<string, (int[] Shape, long Begin, long End)> entries = new(StringComparer.Ordinal);
    private int headerLength;

    private SafetensorsReader(ReadOnlySpan<byte> bytes, string path)
    {
        this.bytes = bytes;
        this.path = path;
    }

    public static SafetensorsFile Parse(ReadOnlySpan<byte> bytes, string path)
    {
        SafetensorsReader reader = new(bytes, path);
        reader.ReadHeader();
        return new SafetensorsFile(reader.metadata, reader.ReadTensors());
    }

    private void ReadHeader()
    {
        if (bytes.Length < sizeof(ulong))
        {
            throw Damaged($"it ends after {bytes.Length} bytes, inside the length of the header");
        }

        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        if (length > LargestHeaderBytes || length > (ulong)(bytes.Length - sizeof(ulong)))
        {
            throw Damaged($"its header claims {length} bytes, but only {bytes.Length - sizeof(ulong)} follow");
        }

        headerLength = (int)length;
        ReadOnlySpan<byte> header = bytes.Slice(sizeof(ulong), headerLength);
        try
        {
            // Decoding strictly first: the JSON reader would take broken UTF-8 in strings it does not look at.
            _ = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetCharCount(header);
            using JsonDocument document = JsonDocument.Parse(header.ToArray());
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

    private readonly void ReadMetadata(JsonElement element)
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

    private readonly void ReadEntry(string name, JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object
            || !element.TryGetProperty("dtype", out JsonElement type) || type.ValueKind != JsonValueKind.String
            || !element.TryGetProperty("shape", out JsonElement shape) || shape.ValueKind != JsonValueKind.Array
            || !element.TryGetProperty("data_offsets", out JsonElement offsets) || offsets.ValueKind != JsonValueKind.Array
            || offsets.GetArrayLength() != 2)
        {
            throw Damaged($"tensor \"{name}\" lacks its dtype, shape or two data_offsets");
        }

        if (type.GetString() != "F32")
        {
            throw new InputException($"The tensors of a model file must be F32, but \"{name}\" in \"{path}\" is {type.GetString()}: save the model as float32.");
        }

        List<int> lengths = [];
        long count = 1;
        foreach (JsonElement size in shape.EnumerateArray())
        {
            if (size.ValueKind != JsonValueKind.Number || !size.TryGetInt32(out int length) || length < 0 || (count *= length) > Array.MaxLength)
            {
                throw Damaged($"tensor \"{name}\" has the shape {shape.GetRawText()}");
            }

            lengths.Add(length);
        }

        if (offsets[0].ValueKind != JsonValueKind.Number || offsets[1].ValueKind != JsonValueKind.Number
            || !offsets[0].TryGetInt64(out long begin) || !offsets[1].TryGetInt64(out long end)
            || begin < 0 || begin > end || end > bytes.Length - sizeof(ulong) - headerLength)
        {
            throw Damaged($"tensor \"{name}\" lies at {offsets.GetRawText()}, outside the {bytes.Length - sizeof(ulong) - headerLength} bytes of values");
        }

        if (end - begin != count * sizeof(float))
        {
            throw Damaged($"tensor \"{name}\" of shape {shape.GetRawText()} needs {count * sizeof(float)} bytes but has {end - begin}");
        }

        if (!entries.TryAdd(name, ([.. lengths], begin, end)))
        {
            throw Damaged($"it has two tensors \"{name}\"");
        }
    }

    private readonly List<NamedTensor> ReadTensors()
    {
        // The format wants the values without gaps and overlaps, so that nothing can hide in a file.
        long expected = 0;
        foreach ((string name, (_, long begin, long end)) in entries.OrderBy(e => e.Value.Begin).ThenBy(e => e.Value.End))
        {
            if (begin != expected)
            {
                throw Damaged($"tensor \"{name}\" begins at {begin}, but the one before it ends at {expected}");
            }

            expected = end;
        }

        ReadOnlySpan<byte> values = bytes[(sizeof(ulong) + headerLength)..];
        if (expected != values.Length)
        {
            throw Damaged($"its tensors end at {expected}, but {values.Length} bytes of values follow the header");
        }

        List<NamedTensor> tensors = [];
        foreach ((string name, (int[] shape, long begin, long end)) in entries)
        {
            float[] data = new float[(end - begin) / sizeof(float)];
            for (int i = 0; i < data.Length; i++)
            {
                data[i] = BinaryPrimitives.ReadSingleLittleEndian(values[((int)begin + (i * sizeof(float)))..]);
            }

            tensors.Add(new NamedTensor(name, shape, data));
        }

        return tensors;
    }

    private readonly InputException Damaged(string what, Exception? inner = null)
    {
        string message = $"A model must be a whole safetensors file, but \"{path}\" is damaged: {what}. Copy or train it again.";
        return inner is null ? new InputException(message) : new InputException(message, inner);
    }
}
