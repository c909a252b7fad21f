using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Fidelis.Numerics.Errors;
using Fidelis.Preprocessing;
using Fidelis.Registry;

namespace Fidelis.Cli.Options;

/// <summary>The options that say of an ONNX model what its file does not: how pictures reach it, what its classes are called, where its features are.</summary>
internal sealed class DescriptionArguments
{
    private const string Nothing = "none";

    private readonly Option<string?> protocol = new("--protocol")
    {
        Description = $"How pictures become its input: one of {string.Join(", ", PreprocessingCatalog.All.Select(way => way.Id))}; or by the five options that follow.",
        HelpName = "ID",
    };

    private readonly Option<string?> resize = new("--resize") { Description = "Kernel that resizes pictures, such as pillow-bicubic (default) or bilinear.", HelpName = "KERNEL" };

    private readonly Option<string?> range = new("--range") { Description = "What levels 0 and 255 become: 0,1 (default), -1,1 or 0,255.", HelpName = "LOW,HIGH" };

    private readonly Option<string?> mean = new("--mean") { Description = "What is subtracted then: one number, or one for each channel.", HelpName = "A,B,C" };

    private readonly Option<string?> deviation = new("--std") { Description = "What is divided by then: one number, or one for each channel.", HelpName = "A,B,C" };

    private readonly Option<string?> order = new("--channel-order") { Description = "rgb (default) or bgr.", HelpName = "ORDER" };

    private readonly Option<string?> inputSize = new("--input-size") { Description = "The size of images, for a network that takes any: N or WIDTHxHEIGHT.", HelpName = "SIZE" };

    private readonly Option<string?> labels = new("--class-names") { Description = "A text file with the name of each class on a line.", HelpName = "FILE" };

    private readonly Option<string?> features = new("--features") { Description = "The tensor that features are taken from by default.", HelpName = "TENSOR" };

    private readonly Option<string?> probabilities = new("--probabilities")
    {
        Description = $"The output that holds class probabilities or logits, or {Nothing} for a network that tells no classes apart.",
        HelpName = "TENSOR",
    };

    private IReadOnlyList<Option<string?>> All => [protocol, resize, range, mean, deviation, order, inputSize, labels, features, probabilities];

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        foreach (Option<string?> option in All)
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Finds an option that is given.</summary>
    /// <param name="parsed">The parsed command line.</param>
    /// <returns>The name of the first one, or <see langword="null"/> where none is.</returns>
    public string? FindGiven(ParseResult parsed) => All.FirstOrDefault(option => parsed.GetValue(option) is not null)?.Name;

    /// <summary>Writes the description down.</summary>
    /// <param name="parsed">The parsed command line.</param>
    /// <param name="modelPath">The model file, in whose folder the names of files begin.</param>
    /// <returns>The description as <see cref="OnnxModels.Describe"/> takes it.</returns>
    /// <exception cref="InputException">A value is no number, or options contradict each other.</exception>
    public JsonObject Of(ParseResult parsed, string modelPath)
    {
        JsonObject way = [];
        Add(way, "resize", parsed.GetValue(resize));
        Add(way, "range", Numbers(range, parsed));
        Add(way, "mean", Numbers(mean, parsed));
        Add(way, "std", Numbers(deviation, parsed));
        Add(way, "channelOrder", parsed.GetValue(order));
        JsonObject description = [];
        if (parsed.GetValue(protocol) is { } named)
        {
            description["protocol"] = way.Count == 0
                ? named
                : throw new InputException($"{protocol.Name} says all of how pictures reach a network, so that {resize.Name}, {range.Name}, {mean.Name}, {deviation.Name} and {order.Name} must be left out.");
        }
        else if (way.Count > 0)
        {
            description["protocol"] = way;
        }

        Add(description, "inputSize", SizeParser.Picture(inputSize, parsed) is { } size ? new JsonArray(size.Height, size.Width) : null);
        Add(description, "labels", parsed.GetValue(labels) is { } file ? Path.GetRelativePath(Path.GetDirectoryName(Path.GetFullPath(modelPath))!, file).Replace('\\', '/') : null);
        Add(description, "features", parsed.GetValue(features));
        if (parsed.GetValue(probabilities) is { } output)
        {
            description["probabilities"] = output == Nothing ? null : output;
        }

        return description;
    }

    private static void Add(JsonObject description, string key, JsonNode? value)
    {
        if (value is not null)
        {
            description[key] = value;
        }
    }

    private static JsonNode? Numbers(Option<string?> option, ParseResult parsed)
    {
        if (ItemList.Of(option, parsed) is not { } items)
        {
            return null;
        }

        JsonNode[] numbers = [.. items.Select(item => double.TryParse(item, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? (JsonNode)number
            : throw new InputException($"{option.Name} must be numbers, separated by commas, but is '{parsed.GetValue(option)}'."))];
        return numbers is [var single] ? single : new JsonArray(numbers);
    }
}
