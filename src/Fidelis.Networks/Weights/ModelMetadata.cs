using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Fidelis.Networks.Architectures;
using Fidelis.Numerics.Errors;

namespace Fidelis.Networks.Weights;

/// <summary>What the metadata of a model file say about the network itself.</summary>
internal static class ModelMetadata
{
    private const string FormatFamily = "fidelis-";

    // A network takes about a thousand bytes for each pixel; larger sizes are damage, not wishes.
    private const int LargestSize = 1 << 14;

    /// <summary>Gets the keys that <see cref="Describe"/> writes.</summary>
    public static IReadOnlyList<string> Keys { get; } = ["format", "architecture", "classes", "input", "layers"];

    public static Dictionary<string, string> Describe(LayeredNetwork network) => new()
    {
        ["format"] = ModelFile.Format,
        ["architecture"] = network.Architecture,
        ["classes"] = Json(writer =>
        {
            writer.WriteStartArray();
            foreach (string name in network.Classes)
            {
                writer.WriteStringValue(name);
            }

            writer.WriteEndArray();
        }),
        ["input"] = Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("height", network.Input.Height);
            writer.WriteNumber("width", network.Input.Width);
            writer.WriteNumber("channels", network.Input.Channels);
            WriteNumbers(writer, "range", [-1, 1]);
            writer.WriteEndObject();
        }),
        ["layers"] = Json(writer =>
        {
            writer.WriteStartArray();
            foreach (LayerDescription layer in network.Layers)
            {
                writer.WriteStartObject();
                writer.WriteString("name", layer.Name);
                writer.WriteString("operator", layer.Operator);
                WriteNumbers(writer, "shape", layer.Shape);
                writer.WriteNumber("parameters", layer.ParameterCount);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }),
    };

    /// <summary>Tells whether metadata are those of a model file, and not of safetensors that another program wrote.</summary>
    public static bool AreIn(IReadOnlyDictionary<string, string> metadata) =>
        metadata.ContainsKey("architecture") || metadata.GetValueOrDefault("format")?.StartsWith(FormatFamily, StringComparison.Ordinal) == true;

    /// <summary>Creates the network that metadata describe, whose weights are still to be set.</summary>
    public static LayeredNetwork CreateNetwork(IReadOnlyDictionary<string, string> metadata, string path)
    {
        string format = Required(metadata, "format", path);
        if (format != ModelFile.Format)
        {
            throw new InputException($"The model file \"{path}\" must be of format {ModelFile.Format}, but it is of \"{format}\": use the version of Fidelis that wrote it.");
        }

        string id = Required(metadata, "architecture", path);
        if (id == InceptionV3.Id)
        {
            return InceptionV3.Create();
        }

        IArchitecture architecture = ArchitectureCatalog.All.FirstOrDefault(a => a.Id == id) ?? throw new InputException(
            $"The architecture of \"{path}\" must be one of {string.Join(", ", ArchitectureCatalog.All.Select(a => a.Id).Append(InceptionV3.Id))}, but it is \"{id}\".");
        return architecture.Create(ReadInput(metadata, path), ReadClasses(metadata, path), seed: 0);
    }

    private static InputShape ReadInput(IReadOnlyDictionary<string, string> metadata, string path)
    {
        using JsonDocument document = Parse(metadata, "input", path);
        JsonElement root = document.RootElement;
        InputShape input = new(Size(root, "height", path), Size(root, "width", path), Size(root, "channels", path));
        if (!root.TryGetProperty("range", out JsonElement range) || range.ValueKind != JsonValueKind.Array || range.GetArrayLength() != 2
            || !IsNumber(range[0], -1) || !IsNumber(range[1], 1))
        {
            throw Damaged("input", path);
        }

        return input;
    }

    private static List<string> ReadClasses(IReadOnlyDictionary<string, string> metadata, string path)
    {
        using JsonDocument document = Parse(metadata, "classes", path);
        if (document.RootElement.ValueKind != JsonValueKind.Array)
        {
            throw Damaged("classes", path);
        }

        List<string> classes = [];
        foreach (JsonElement element in document.RootElement.EnumerateArray())
        {
            if (element.ValueKind != JsonValueKind.String)
            {
                throw Damaged("classes", path);
            }

            classes.Add(element.GetString()!);
        }

        if (classes.Count == 0 || classes.Distinct(StringComparer.Ordinal).Count() != classes.Count)
        {
            throw Damaged("classes", path);
        }

        return classes;
    }

    private static int Size(JsonElement root, string name, string path) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out JsonElement element)
        && element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out int size) && size is > 0 and <= LargestSize
            ? size
            : throw Damaged("input", path);

    private static bool IsNumber(JsonElement element, double value) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out double number) && number == value;

    private static JsonDocument Parse(IReadOnlyDictionary<string, string> metadata, string key, string path)
    {
        try
        {
            return JsonDocument.Parse(Required(metadata, key, path));
        }
        catch (JsonException)
        {
            throw Damaged(key, path);
        }
    }

    private static string Required(IReadOnlyDictionary<string, string> metadata, string key, string path) =>
        metadata.TryGetValue(key, out string? value) ? value : throw new InputException(
            $"A model file must carry the metadata \"{key}\", but \"{path}\" does not: it was not written by Fidelis.");

    private static InputException Damaged(string key, string path) =>
        new($"The metadata \"{key}\" of the model file \"{path}\" are damaged. Copy or train the model again.");

    private static void WriteNumbers(Utf8JsonWriter writer, string name, IEnumerable<int> numbers)
    {
        writer.WriteStartArray(name);
        foreach (int number in numbers)
        {
            writer.WriteNumberValue(number);
        }

        writer.WriteEndArray();
    }

    private static string Json(Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
