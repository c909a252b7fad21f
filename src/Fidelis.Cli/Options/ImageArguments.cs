using System.CommandLine;
using System.Globalization;
using Fidelis.Images;
using Fidelis.Imaging.Conversion;
using Fidelis.Imaging.Decoding;
using Fidelis.Imaging.Pixels;
using Fidelis.Numerics.Errors;

namespace Fidelis.Cli.Options;

/// <summary>The options of every verb that reads images: what a source may be, and how stored values become pixels.</summary>
internal sealed class ImageArguments
{
    /// <summary>The window of values of more than 8 bits.</summary>
    public Option<string?> Window { get; } = new("--window")
    {
        Description = "Which values of more than 8 bits become black and white: LOW,HIGH, or those of each image, or of the whole set, or full (default), the range of 16 bits.",
        HelpName = "LOW,HIGH|image|set|full",
    };

    /// <summary>The colour behind transparent pixels.</summary>
    public Option<string?> Background { get; } = new("--background")
    {
        Description = "Colour behind transparent pixels: white (default), black or #RRGGBB.",
        HelpName = "COLOR",
    };

    /// <summary>What becomes of colour profiles.</summary>
    public Option<string?> Profile { get; } = new("--profile")
    {
        Description = "What a colour profile in a file does: ignore (default, as in other tools) or convert (the pixels become sRGB).",
        HelpName = "RULE",
    };

    /// <summary>The largest picture.</summary>
    public Option<string?> MaximumPixels { get; } = new("--max-pixels")
    {
        Description = $"Largest number of pixels of an image. Default: {ImageDecoder.MaximumPixels}.",
        HelpName = "N",
    };

    /// <summary>The largest source.</summary>
    public Option<string?> MaximumEntries { get; } = new(SourceOptions.EntriesOption)
    {
        Description = $"Largest number of entries of an archive, an array or a list. Default: {SourceOptions.Default.MaximumEntries}.",
        HelpName = "N",
    };

    /// <summary>The largest expansion.</summary>
    public Option<string?> MaximumExpandedBytes { get; } = new(SourceOptions.ExpandedBytesOption)
    {
        Description = "Largest size that an entry of an archive, a compressed array or the standard input may expand to, such as 500MiB. Default: 1GiB.",
        HelpName = "BYTES",
    };

    /// <summary>The labels.</summary>
    public Option<string?> Labels { get; } = new("--labels")
    {
        Description = "A CSV file of labels: a path and a class in each row. They take the place of the source's own.",
        HelpName = "FILE",
    };

    /// <summary>What becomes of images that cannot be read. It is not among those that <see cref="AddTo"/> adds: training leaves no image out.</summary>
    public Option<string?> OnBadImage { get; } = new("--on-bad-image")
    {
        Description = "What an image that cannot be read does: fail (default) ends the command, skip leaves it out and lists it.",
        HelpName = "RULE",
    };

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        command.Options.Add(Window);
        command.Options.Add(Background);
        command.Options.Add(Profile);
        command.Options.Add(Labels);
        command.Options.Add(MaximumPixels);
        command.Options.Add(MaximumEntries);
        command.Options.Add(MaximumExpandedBytes);
    }

    /// <summary>Gets the rules by which stored values become pixels.</summary>
    /// <param name="parsed">The parsed command line.</param>
    /// <returns>The rules.</returns>
    /// <exception cref="InputException">A value is unknown or out of range.</exception>
    public DecodingRules RulesOf(ParseResult parsed) => new()
    {
        Window = WindowOf(parsed),
        Background = BackgroundOf(parsed),
        ConvertProfiles = Choice.Of(Profile, parsed, ("ignore", false), ("convert", true)),
        MaximumPixels = SizeParser.Count(MaximumPixels, parsed, int.MaxValue) ?? ImageDecoder.MaximumPixels,
    };

    /// <summary>Gets the limits of sources, and their labels.</summary>
    /// <param name="parsed">The parsed command line.</param>
    /// <param name="context">Where the standard input is.</param>
    /// <param name="cancellation">Ends the listing of a folder by an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The options.</returns>
    /// <exception cref="InputException">A value is out of range.</exception>
    public SourceOptions SourcesOf(ParseResult parsed, CommandContext context, CancellationToken cancellation) => new()
    {
        MaximumEntries = (int)(SizeParser.Count(MaximumEntries, parsed, int.MaxValue) ?? SourceOptions.Default.MaximumEntries),
        MaximumExpandedBytes = SizeParser.Bytes(MaximumExpandedBytes, parsed) ?? SourceOptions.Default.MaximumExpandedBytes,
        LabelFile = parsed.GetValue(Labels),
        StandardInput = context.Input,
        Cancellation = cancellation,
    };

    /// <summary>Gets whether images that cannot be read are left out and listed.</summary>
    /// <param name="parsed">The parsed command line.</param>
    /// <returns>Whether they are; otherwise they end the command.</returns>
    /// <exception cref="InputException">The value is unknown.</exception>
    public bool SkipsBadImages(ParseResult parsed) => Choice.Of(OnBadImage, parsed, ("fail", false), ("skip", true));

    private SampleWindow WindowOf(ParseResult parsed)
    {
        switch (parsed.GetValue(Window))
        {
            case null or "full":
                return SampleWindow.Full;
            case "image":
                return new SampleWindow(SampleWindowKind.PerImage);
            case "set":
                return new SampleWindow(SampleWindowKind.PerSet);
            case { } text:
                return text.Split(',') is [var first, var second]
                    && double.TryParse(first, NumberStyles.Float, CultureInfo.InvariantCulture, out double low)
                    && double.TryParse(second, NumberStyles.Float, CultureInfo.InvariantCulture, out double high)
                    && double.IsFinite(low)
                    && double.IsFinite(high)
                    && low < high
                    ? new SampleWindow(SampleWindowKind.Fixed, low, high)
                    : throw new InputException($"{Window.Name} must be LOW,HIGH with LOW below HIGH, such as 0,4095, or one of image, set, full, but is '{text}'.");
        }
    }

    private Color BackgroundOf(ParseResult parsed) => parsed.GetValue(Background) switch
    {
        null => DecodingRules.Default.Background,
        "white" => new Color(255, 255, 255),
        "black" => new Color(0, 0, 0),
        ['#', .. { Length: 6 } digits] when uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint rgb) =>
            new Color(rgb >> 16, (rgb >> 8) & 0xFF, rgb & 0xFF),
        { } text => throw new InputException($"{Background.Name} must be white, black or #RRGGBB in hexadecimal digits, but is '{text}'."),
    };
}
