using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fidelis.Evaluation;
using Fidelis.Networks.Weights;
using Fidelis.Numerics.Errors;

namespace Fidelis.Reports.Json;

/// <summary>The run file, schema <c>fidelis-run/1</c>: the same envelope for every kind of run, its properties always in the same order.</summary>
public static class RunFile
{
    /// <summary>The schema that is written, and the only one that is read.</summary>
    public const string Schema = "fidelis-run/1";

    /// <summary>The largest file that is read: that of an evaluation of a thousand sets with all metrics has a tenth of it.</summary>
    public const long MaximumBytes = 64L << 20;

    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>Writes a run, whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="run">The run.</param>
    /// <exception cref="InputException">The file cannot be written there.</exception>
    public static void Write(string path, RunEnvelope run)
    {
        string text = ToText(run);
        WholeFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Makes the text of the file, which ends with a line break.</summary>
    /// <param name="run">The run.</param>
    /// <returns>Indented JSON.</returns>
    public static string ToText(RunEnvelope run)
    {
        ArgumentNullException.ThrowIfNull(run);
        JsonArray command = [];
        foreach (string argument in run.Command)
        {
            command.Add((JsonNode)argument);
        }

        JsonObject root = new()
        {
            ["schema"] = Schema,
            ["kind"] = run.Kind,
            ["fidelis"] = run.Version,
            ["created"] = run.Created.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture),
            ["command"] = command,
            ["seed"] = run.Seed,
            ["seconds"] = JsonNumber.From((double?)run.Seconds),
            ["machine"] = new JsonObject
            {
                ["os"] = run.Machine.OperatingSystem,
                ["cpu"] = run.Machine.Processor,
                ["cores"] = run.Machine.CoreCount,
                ["isa"] = run.Machine.InstructionSet,
            },

            // A node has one parent: the caller keeps its own.
            ["inputs"] = run.Inputs.DeepClone(),
            ["result"] = run.Result.DeepClone(),
        };
        using MemoryStream stream = new();

        // File names keep their letters; the file is JSON, never a part of a page.
        using (Utf8JsonWriter writer = new(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            root.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length) + "\n";
    }

    /// <summary>Reads a run of any kind.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The run.</returns>
    /// <exception cref="InputException">The file cannot be read, is no JSON, has another schema, or lacks a part of the envelope.</exception>
    public static RunEnvelope Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (FileWindow.LengthOf(path) is > MaximumBytes and long length)
        {
            throw new InputException($"A run file has at most {MaximumBytes} bytes, but '{path}' has {length}.");
        }

        if (Directory.Exists(path))
        {
            throw new InputException($"A run file is needed, which evaluate writes by --out, but '{path}' is a folder.");
        }

        if (File.Exists(path) && FileWindow.LengthOf(path) == 0)
        {
            throw new InputException($"The file '{path}' is not a run file of schema {Schema}: it is empty, or a pipe or device, or a link that leads nowhere.");
        }

        try
        {
            return Parse(File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"The run file '{path}' cannot be read: {e.Message}", e);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            // The last is what the reader throws for a string with half a surrogate pair.
            throw new InputException($"The file '{path}' is not a run file of schema {Schema}: {e.Message}", e);
        }
    }

    /// <summary>Reads the text of a run file.</summary>
    /// <param name="text">JSON.</param>
    /// <returns>The run.</returns>
    /// <exception cref="JsonException">The text is no JSON.</exception>
    /// <exception cref="FormatException">The JSON has another schema, or lacks a part of the envelope.</exception>
    public static RunEnvelope Parse(string text)
    {
        JsonObject root = JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject ?? throw new FormatException("The file must hold one JSON object.");
        string schema = JsonPart.Text(root, "schema");
        if (schema != Schema)
        {
            throw new FormatException($"Its schema is '{schema}'.");
        }

        JsonObject machine = JsonPart.Of<JsonObject>(root, "machine");
        return new RunEnvelope
        {
            Kind = JsonPart.Text(root, "kind"),
            Version = JsonPart.Text(root, "fidelis"),
            Created = DateTimeOffset.TryParseExact(JsonPart.Text(root, "created"), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset created)
                ? created
                : throw new FormatException("'created' must be a time in UTC such as 2026-01-01T00:00:00Z."),
            Command = [.. JsonPart.Of<JsonArray>(root, "command").Select(argument => JsonPart.As<string>(argument, "command"))],
            Seed = JsonPart.As<ulong>(root["seed"], "seed"),
            Seconds = JsonNumber.Read(root["seconds"]) ?? throw new FormatException("'seconds' is missing."),
            Machine = new MachineDescription(JsonPart.Text(machine, "os"), JsonPart.Text(machine, "cpu"), JsonPart.As<int>(machine["cores"], "cores"), JsonPart.Text(machine, "isa")),
            Inputs = (JsonObject)JsonPart.Of<JsonObject>(root, "inputs").DeepClone(),
            Result = (JsonObject)JsonPart.Of<JsonObject>(root, "result").DeepClone(),
        };
    }
}
