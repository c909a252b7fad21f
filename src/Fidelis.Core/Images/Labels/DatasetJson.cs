using System.Globalization;
using System.Text.Json;
using Fidelis.Numerics.Errors;

namespace Fidelis.Images.Labels;

/// <summary>
/// The labels that StyleGAN's <c>dataset_tool.py</c> puts beside images: <c>{"labels": [["00000/img00000000.png", 6], ...]}</c>
/// (Karras et al. 2020, github.com/NVlabs/stylegan2-ada-pytorch). The folders that it sorts images into are no classes, so that the
/// file comes before class folders; <c>"labels": null</c> says that there are no classes. Another JSON file of this name is left alone.
/// </summary>
internal static class DatasetJson
{
    /// <summary>The name that the file always has.</summary>
    public const string FileName = "dataset.json";

    /// <summary>Gives the pictures of a source the classes of a file in its root.</summary>
    /// <param name="read">Reads the file.</param>
    /// <param name="location">The file, for messages.</param>
    /// <param name="source">The pictures.</param>
    /// <returns>The labelled source, or the source as it is where the file is another's.</returns>
    /// <exception cref="InputException">The file is damaged, or its labels and the pictures do not match.</exception>
    public static ImageSource Apply(Func<byte[]> read, string location, ImageSource source)
    {
        using JsonDocument document = Parse(read(), location);
        if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("labels", out JsonElement labels))
        {
            return source;
        }

        string?[] none = new string?[source.Entries.Count];
        if (labels.ValueKind == JsonValueKind.Null)
        {
            return source.Label(none, FileName);
        }

        if (labels.ValueKind != JsonValueKind.Array)
        {
            throw Broken(location, "is no list");
        }

        List<(string Path, string Class)> rows = [];
        int vectors = 0;
        foreach (JsonElement item in labels.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Array || item.GetArrayLength() != 2 || item[0].ValueKind != JsonValueKind.String)
            {
                throw Broken(location, string.Create(CultureInfo.InvariantCulture, $"has as item {rows.Count} something else"));
            }

            vectors += item[1].ValueKind == JsonValueKind.Array ? 1 : 0;
            rows.Add((PathOf(item[0], location), item[1].ValueKind == JsonValueKind.Number && item[1].TryGetInt64(out long number)
                ? ClassNumber.NameOf(number)
                : item[1].ValueKind == JsonValueKind.Array ? "" : throw Broken(location, string.Create(CultureInfo.InvariantCulture, $"has as item {rows.Count} a label that is no whole number"))));
        }

        return vectors == 0 ? source.Label(new LabelTable(location, rows).Match(source), FileName)
            : vectors == rows.Count ? source.Label(none, FileName, $"The labels of '{location}' are vectors, which are no classes: the images have none.")
            : throw Broken(location, "mixes numbers and vectors");
    }

    private static JsonDocument Parse(byte[] bytes, string location)
    {
        try
        {
            // Files that were saved by some editors begin with a byte order mark.
            return JsonDocument.Parse(bytes.AsMemory(bytes is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0));
        }
        catch (JsonException e)
        {
            throw new InputException($"The file '{location}' must be JSON, but is not: {e.Message} Remove it where it is not meant as labels.", e);
        }
    }

    private static string PathOf(JsonElement text, string location)
    {
        try
        {
            return text.GetString()!.Replace('\\', '/');
        }
        catch (InvalidOperationException e)
        {
            // Half of a surrogate pair is JSON, and no text.
            throw new InputException($"The file '{location}' must name images by Unicode text, but does not.", e);
        }
    }

    private static InputException Broken(string location, string what) =>
        new($"The labels of '{location}' must be a list of [path, number], but it {what}.");
}
