using System.Text.Json.Nodes;

namespace Fidelis.Reports.Json;

/// <summary>Takes parts of JSON that somebody else may have written, each with what it must be.</summary>
internal static class JsonPart
{
    /// <summary>Takes a text.</summary>
    public static string Text(JsonObject parent, string name) => As<string>(parent[name], name);

    /// <summary>Takes a text that may be null or missing.</summary>
    public static string? OptionalText(JsonObject parent, string name) => parent[name] is null ? null : Text(parent, name);

    /// <summary>Takes a whole number of at least 0 that may be null or missing.</summary>
    public static long? OptionalCount(JsonNode? node, string name) => node is null ? null : As<long>(node, name) switch
    {
        >= 0 and long count => count,
        long other => throw new FormatException($"'{name}' must not be negative, but is {other}."),
    };

    /// <summary>Takes an object or an array.</summary>
    public static T Of<T>(JsonObject parent, string name)
        where T : JsonNode =>
        parent[name] as T ?? throw WrongKind(name);

    /// <summary>Takes an array of objects.</summary>
    public static IEnumerable<JsonObject> Objects(JsonObject parent, string name) =>
        Of<JsonArray>(parent, name).Select(node => node as JsonObject ?? throw WrongKind(name));

    /// <summary>Takes a value of a type.</summary>
    public static T As<T>(JsonNode? node, string name) =>
        node is JsonValue value && value.TryGetValue(out T? result) ? result : throw WrongKind(name);

    private static FormatException WrongKind(string name) => new($"'{name}' is missing or of the wrong kind.");
}
