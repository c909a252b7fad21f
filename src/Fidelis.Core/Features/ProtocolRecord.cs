using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Fidelis.Numerics.Errors;

namespace Fidelis.Features;

/// <summary>The protocol as it stands in a file: <c>{"text": ..., "hash": ..., "classes": [...]}</c>.</summary>
internal static class ProtocolRecord
{
    public static string Write(string text, string hash, IReadOnlyList<string> classes)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteString("text", text);
            writer.WriteString("hash", hash);
            writer.WriteStartArray("classes");
            foreach (string name in classes)
            {
                writer.WriteStringValue(name);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Reads the one text of the array <c>protocol</c>.</summary>
    /// <exception cref="InputException">It is no such record, or its hash is not that of its text.</exception>
    public static (string Text, string Hash, IReadOnlyList<string> Classes) Read(string[] texts, string path)
    {
        try
        {
            if (texts is [var json])
            {
                using JsonDocument document = JsonDocument.Parse(json);
                JsonElement root = document.RootElement;
                if (root.ValueKind == JsonValueKind.Object
                    && root.TryGetProperty("text", out JsonElement text) && text.ValueKind == JsonValueKind.String
                    && root.TryGetProperty("hash", out JsonElement hash) && hash.ValueKind == JsonValueKind.String
                    && root.TryGetProperty("classes", out JsonElement classes) && classes.ValueKind == JsonValueKind.Array
                    && classes.EnumerateArray().All(name => name.ValueKind == JsonValueKind.String)
                    && Protocol.HashOf(text.GetString()!) == hash.GetString())
                {
                    return (text.GetString()!, hash.GetString()!, [.. classes.EnumerateArray().Select(name => name.GetString()!)]);
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Unreadable(path, e);
        }

        throw Unreadable(path, null);
    }

    private static InputException Unreadable(string path, Exception? cause)
    {
        string message = $"The array 'protocol' of '{path}' must be a JSON text with text, its hash and classes, but it is not: extract the features again, or remove the array.";
        return cause is null ? new InputException(message) : new InputException(message, cause);
    }
}
