using System.CommandLine;

namespace Fidelis.Cli.Options;

/// <summary>The options of every verb that extracts features: which images, and how the network looks at them.</summary>
internal sealed class ExtractionArguments
{
    /// <summary>The feature layer.</summary>
    public Option<string?> Layer { get; } = new("--layer")
    {
        Description = "Layer that the features are taken from, for models that name none by @LAYER; the default is the model's own.",
        HelpName = "NAME",
    };

    /// <summary>The pooling of layers that are maps.</summary>
    public Option<string?> Pooling { get; } = new("--pooling")
    {
        Description = "How a layer that is a map becomes a vector: avg (default), max or flatten.",
        HelpName = "RULE",
    };

    /// <summary>How images that are not square reach a square network.</summary>
    public Option<string?> Fit { get; } = new("--fit")
    {
        Description = "How an image reaches another aspect ratio: squash (default; nothing is lost, shapes are distorted) or crop (the centre).",
        HelpName = "RULE",
    };

    /// <summary>The preprocessing.</summary>
    public Option<string?> Protocol { get; } = new("--protocol")
    {
        Description = "Preprocessing protocol; the default is the model's own.",
        HelpName = "ID",
    };

    /// <summary>The class folders.</summary>
    public Option<string?> Classes { get; } = new("--classes")
    {
        Description = "Only the images in these class folders, separated by commas.",
        HelpName = "A,B",
    };

    /// <summary>The number of images.</summary>
    public Option<int?> Limit { get; } = new("--limit")
    {
        Description = "Only the first N images of a permutation that --seed decides.",
        HelpName = "N",
    };

    /// <summary>What becomes of images that cannot be read.</summary>
    public Option<string?> OnBadImage { get; } = new("--on-bad-image")
    {
        Description = "What an image that cannot be read does: fail (default) ends the command, skip leaves it out and lists it.",
        HelpName = "RULE",
    };

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        command.Options.Add(Layer);
        command.Options.Add(Pooling);
        command.Options.Add(Fit);
        command.Options.Add(Protocol);
        command.Options.Add(Classes);
        command.Options.Add(Limit);
        command.Options.Add(OnBadImage);
    }
}
