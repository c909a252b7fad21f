using System.Text.Json;
using Fidelis.Images;
using Fidelis.Imaging.Resampling;
using Fidelis.Numerics.Errors;
using Fidelis.Preprocessing;

namespace Fidelis.Registry;

/// <summary>Reads the JSON of a model description. What it does not know it refuses, since a misspelt key would change scores in silence.</summary>
/// <param name="name">What messages call the description.</param>
/// <param name="folder">The folder that a file of labels lies in, or <see langword="null"/> where there is none.</param>
internal sealed class ModelDescriptionReader(string name, string? folder)
{
    private static readonly string[] Keys = ["protocol", "inputSize", "labels", "features", "probabilities"];
    private static readonly string[] ProtocolKeys = ["resize", "range", "mean", "std", "channelOrder"];

    /// <summary>Reads the whole.</summary>
    /// <param name="root">The JSON.</param>
    /// <returns>The description.</returns>
    /// <exception cref="InputException">It says something unknown or impossible.</exception>
    public ModelDescription Read(JsonElement root)
    {
        RequireKeys(root, Keys, "it", "an object");
        ModelDescription description = new();
        foreach (JsonProperty property in root.EnumerateObject())
        {
            JsonElement value = property.Value;
            description = property.Name switch
            {
                "protocol" => description with { Preprocessing = ReadProtocol(value) },
                "inputSize" => description with { InputSize = ReadSize(value) },
                "labels" => description with { Labels = ReadLabels(value) },
                "features" => description with { Features = ReadText(value, "features") },
                _ when value.ValueKind == JsonValueKind.Null => description with { IsClassifier = false, Probabilities = null },
                _ => description with { IsClassifier = true, Probabilities = ReadText(value, "probabilities") },
            };
        }

        return description;
    }

    private IPreprocessing ReadProtocol(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            return PreprocessingCatalog.Find(value.GetString()!);
        }

        RequireKeys(value, ProtocolKeys, "\"protocol\"", "an id such as \"imagenet\" or an object");
        IResamplingKernel kernel = value.TryGetProperty("resize", out JsonElement resize) ? ResamplingCatalog.Find(ReadText(resize, "resize")) : new PillowBicubic();
        float[] range = value.TryGetProperty("range", out JsonElement levels) ? ReadNumbers(levels, "range", 2) : [0, 1];
        float[] means = value.TryGetProperty("mean", out JsonElement mean) ? ReadNumbers(mean, "mean", 3) : [0, 0, 0];
        float[] deviations = value.TryGetProperty("std", out JsonElement deviation) ? ReadNumbers(deviation, "std", 3) : [1, 1, 1];
        string order = value.TryGetProperty("channelOrder", out JsonElement channels) ? ReadText(channels, "channelOrder") : "rgb";
        return range[0] >= range[1] ? throw Wrong("\"range\" must rise, as [0, 1] does")
            : deviations.Any(number => number <= 0) ? throw Wrong("\"std\" must be positive")
            : order is not ("rgb" or "bgr") ? throw Wrong("\"channelOrder\" must be \"rgb\" or \"bgr\"")
            : new DescribedPreprocessing(kernel, range[0], range[1], means, deviations, order == "bgr");
    }

    private (int Height, int Width) ReadSize(JsonElement value)
    {
        JsonElement[] sides = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value, value];
        return sides is [var height, var width] && IsSide(height, out int rows) && IsSide(width, out int columns)
            ? (rows, columns)
            : throw Wrong("\"inputSize\" must be a number of pixels or [height, width], as 224 is");

        static bool IsSide(JsonElement side, out int pixels)
        {
            pixels = 0;
            return side.ValueKind == JsonValueKind.Number && side.TryGetInt32(out pixels) && pixels > 0;
        }
    }

    private IReadOnlyList<string> ReadLabels(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            return RequireDifferent([.. value.EnumerateArray().Select(label => ReadText(label, "labels"))]);
        }

        string file = value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Wrong("\"labels\" must be a list of names or the name of a file");
        if (folder is null)
        {
            throw Wrong("\"labels\" must be a list");
        }

        // One label a line. A name that comes twice, as crane does in ImageNet, gets its number behind it.
        string path = Path.GetFullPath(Path.Combine(folder, file));
        string[] lines = [.. BoundedFile.Lines(BoundedFile.Text(ModelDescription.ReadFile(path), path)).Select(line => line.Trim())];
        HashSet<string> twice = [.. lines.GroupBy(line => line, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key)];
        return RequireDifferent([.. lines.Select((line, i) => twice.Contains(line) ? $"{line} {i}" : line)]);
    }

    private IReadOnlyList<string> RequireDifferent(IReadOnlyList<string> labels) =>
        labels.Count == 0 || labels.Any(label => label.Length == 0) || labels.Distinct(StringComparer.Ordinal).Count() < labels.Count
            ? throw Wrong("\"labels\" must be names that differ, one for each class")
            : labels;

    private float[] ReadNumbers(JsonElement value, string key, int count)
    {
        JsonElement[] elements = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()]
            : key == "range" ? [] : [.. Enumerable.Repeat(value, count)];
        float[] numbers = [.. elements.Where(element => element.ValueKind == JsonValueKind.Number && element.TryGetSingle(out _)).Select(element => element.GetSingle())];
        return numbers.Length == count && elements.Length == count && numbers.All(float.IsFinite)
            ? numbers
            : throw Wrong($"\"{key}\" must be {count} numbers{(key == "range" ? "" : ", or one for all channels")}");
    }

    private string ReadText(JsonElement value, string key) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Wrong($"\"{key}\" must be text");

    private void RequireKeys(JsonElement value, string[] known, string what, string kind)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            throw Wrong($"{what} must be {kind} of {string.Join(", ", known)}");
        }

        if (value.EnumerateObject().Select(property => property.Name).FirstOrDefault(key => !known.Contains(key)) is { } unknown)
        {
            throw Wrong($"{what} has no key \"{Printable.Of(unknown)}\", but {string.Join(", ", known)}", Suggestion.For(unknown, known));
        }
    }

    private InputException Wrong(string requirement, string suggestion = "") => new($"In the model description {name}, {requirement}.{suggestion}");
}
