using System.CommandLine;
using Fidelis.Cli.Progress;
using Fidelis.Evaluation;
using Fidelis.Features;
using Fidelis.Images;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.Kernels;
using Fidelis.Preprocessing;
using Fidelis.Registry;

namespace Fidelis.Cli.Options;

/// <summary>The options of every verb that extracts features: which images, and how the network looks at them.</summary>
internal sealed class ExtractionArguments
{
    /// <summary>The one model of a verb that takes one. It is not among those that <see cref="AddTo"/> adds: evaluate takes several.</summary>
    public Option<string?> Model { get; } = new("--model")
    {
        Description = $"{ModelHelp.Models}. Default: {ModelRegistry.DefaultModel}.",
        HelpName = "MODEL",
    };

    /// <summary>A file of weights for the one model.</summary>
    public Option<string?> Weights { get; } = new("--weights")
    {
        Description = "A file of weights (.safetensors, .pth, .npz, .pb) for the architecture that --model names.",
        HelpName = "FILE",
    };

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
        Description = $"Preprocessing protocol: {string.Join(", ", PreprocessingCatalog.All.Select(protocol => protocol.Id))}. The default is the model's own.",
        HelpName = "ID",
    };

    /// <summary>How products are rounded.</summary>
    public Option<string?> Precision { get; } = new("--precision")
    {
        Description = "How a built-in network multiplies: exact (default; as float32) or fast (operands rounded to bfloat16, for processors with AMX; other features, of another protocol).",
        HelpName = "NAME",
    };

    /// <summary>The class folders.</summary>
    public Option<string?> Classes { get; } = new("--classes")
    {
        Description = @"Only the images in these class folders, separated by commas. A comma within a name is written as \,.",
        HelpName = "A,B",
    };

    /// <summary>The number of images.</summary>
    public Option<int?> Limit { get; } = new("--limit")
    {
        Description = "Only the first N images of a permutation that --seed decides.",
        HelpName = "N",
        CustomParser = NumberParser.OptionalWhole,
    };

    /// <summary>What sources may be, and how stored values become pixels.</summary>
    public ImageArguments Images { get; } = new();

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        command.Options.Add(Weights);
        command.Options.Add(Layer);
        command.Options.Add(Pooling);
        command.Options.Add(Fit);
        command.Options.Add(Protocol);
        command.Options.Add(Precision);
        command.Options.Add(Classes);
        command.Options.Add(Limit);
        command.Options.Add(Images.OnBadImage);
        Images.AddTo(command);
    }

    /// <summary>Gets how a network is to look at images.</summary>
    /// <param name="parsed">The parsed command line.</param>
    /// <param name="batchSize">The value of <c>--batch</c>.</param>
    /// <returns>The options; names of layers are checked when the model is known.</returns>
    /// <exception cref="InputException">A value is unknown.</exception>
    public ExtractionOptions OptionsOf(ParseResult parsed, int? batchSize)
    {
        string? protocol = parsed.GetValue(Protocol);
        if (protocol is not null)
        {
            PreprocessingCatalog.Find(protocol);
        }

        return new ExtractionOptions
        {
            Rules = Images.RulesOf(parsed),
            Layer = parsed.GetValue(Layer),
            Pooling = Choice.Of(Pooling, parsed, ("avg", Features.Pooling.Average), ("max", Features.Pooling.Maximum), ("flatten", Features.Pooling.Flatten)),
            Fit = Choice.Of(Fit, parsed, ("squash", Preprocessing.Fit.Squash), ("crop", Preprocessing.Fit.Crop)),
            Protocol = protocol,
            Precision = Choice.Of(Precision, parsed, ("exact", ProductPrecision.Exact), ("fast", ProductPrecision.Fast)),
            BatchSize = batchSize,
            SkipBadImages = Images.SkipsBadImages(parsed),
        };
    }

    /// <summary>Lists what a verb that takes one model reads, which nothing that it writes may replace.</summary>
    /// <param name="source">The source.</param>
    /// <param name="parsed">The parsed command line.</param>
    /// <param name="context">Where models are found.</param>
    /// <returns>Sources as they are named, and paths of files, of which not all need exist.</returns>
    /// <exception cref="InputException">The model is damaged.</exception>
    public IEnumerable<string> FindInputs(string source, ParseResult parsed, CommandContext context) => new EvaluationPlan
    {
        Reference = source,
        Generated = [],
        Sources = new SourceOptions { LabelFile = parsed.GetValue(Images.Labels) },
        Models = parsed.GetValue(Model) is { } model ? [model] : [],
        Weights = parsed.GetValue(Weights),
        Registry = context.Models,
    }.FindInputs();

    /// <summary>Opens the model of a verb that takes one.</summary>
    /// <param name="parsed">The parsed command line.</param>
    /// <param name="context">Where models are found.</param>
    /// <param name="cancellation">Ends it by an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The network with its weights.</returns>
    /// <exception cref="InputException">There is no such model, or its weights cannot be read.</exception>
    public RegisteredModel OpenModel(ParseResult parsed, CommandContext context, CancellationToken cancellation) =>
        PreflightView.OpenModel(context, parsed.GetValue(Model), parsed.GetValue(Weights), cancellation);

    /// <summary>Opens a source and takes the images that the options ask for.</summary>
    /// <param name="path">The source.</param>
    /// <param name="parsed">The parsed command line.</param>
    /// <param name="context">Where the standard input is.</param>
    /// <param name="seed">The seed of <c>--limit</c>.</param>
    /// <param name="cancellation">Ends the listing of a folder by an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The images in their old order.</returns>
    /// <exception cref="InputException">There is no such source or class, or a limit is not positive.</exception>
    public ImageSource Open(string path, ParseResult parsed, CommandContext context, ulong seed, CancellationToken cancellation)
    {
        ImageSource source = ImageSources.Open(path, Images.SourcesOf(parsed, context, cancellation));
        if (ClassesOf(parsed) is { } classes)
        {
            source = source.OnlyClasses(classes);
        }

        return parsed.GetValue(Limit) is { } limit ? source.Limit(limit, seed) : source;
    }

    /// <summary>Gets the class folders that are asked for.</summary>
    /// <param name="parsed">The parsed command line.</param>
    /// <returns>Their names, or <see langword="null"/> for all images.</returns>
    /// <exception cref="InputException">The option is given and names none.</exception>
    public IReadOnlyList<string>? ClassesOf(ParseResult parsed) => ItemList.Of(Classes, parsed);
}
