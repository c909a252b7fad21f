using System.CommandLine;
using System.Globalization;
using Fidelis.Networks.Architectures;
using Fidelis.Numerics.Errors;
using Fidelis.Training;
using Fidelis.Training.Augmentation;
using Fidelis.Training.Schedules;
using Fidelis.Training.Search;

namespace Fidelis.Cli.Options;

/// <summary>The options that say how a classifier is trained.</summary>
internal sealed class TrainingArguments
{
    private const long MiB = 1 << 20;
    private const string None = "none";
    private const string All = "all";
    private const string Balanced = "balanced";

    /// <summary>Passes over the training images.</summary>
    public Option<int?> Epochs { get; } = new("--epochs")
    {
        Description = $"Passes over the training images. Default: {Defaults(defaults => $"{defaults.Epochs}")}.",
        HelpName = "N",
        CustomParser = NumberParser.OptionalWhole,
    };

    /// <summary>The learning rate.</summary>
    public Option<double?> LearningRate { get; } = new("--learning-rate")
    {
        Description = $"Learning rate of Adam. Default: {Defaults(defaults => FormattableString.Invariant($"{defaults.LearningRate}"))}.",
        HelpName = "X",
        CustomParser = NumberParser.OptionalReal,
    };

    /// <summary>How the learning rate changes.</summary>
    public Option<string?> Schedule { get; } = new("--schedule")
    {
        Description = $"How the learning rate changes: {string.Join("; ", ScheduleCatalog.All.Select(schedule => $"{schedule.Id} ({schedule.Summary})"))}. Default: {ConstantSchedule.Name}.",
        HelpName = "ID",
    };

    /// <summary>The epochs over which the learning rate rises.</summary>
    public Option<int?> Warmup { get; } = new("--warmup")
    {
        Description = "Epochs over which the learning rate first rises from zero in a straight line. Default: 0.",
        HelpName = "N",
        CustomParser = NumberParser.OptionalWhole,
    };

    /// <summary>The augmentations.</summary>
    public Option<string?> Augment { get; } = new("--augment")
    {
        Description = $"Random changes of the training images, separated by commas, or all or none (default): images are {string.Join("; ", AugmentationCatalog.All.Select(augmentation => $"{augmentation.Summary} ({augmentation.Id})"))}.",
        HelpName = "A,B",
    };

    /// <summary>What each class counts.</summary>
    public Option<string?> ClassWeights { get; } = new("--class-weights")
    {
        Description = "What an image of each class counts in the loss: none (default; all alike), balanced (every class counts alike) or weights such as a=2,b=1 (classes that are not named have 1).",
        HelpName = "RULE",
    };

    /// <summary>By which score the best epoch is chosen.</summary>
    public Option<string?> BestBy { get; } = new("--best-by")
    {
        Description = $"The validation score that chooses the best epoch: {string.Join(", ", TrainingNames.BestEpochRules.Select(rule => rule.Name))}. Default: accuracy.",
        HelpName = "SCORE",
    };

    /// <summary>The epochs without a better one after which the training ends.</summary>
    public Option<int?> Patience { get; } = new("--patience")
    {
        Description = "Ends the training after so many epochs without a better one. Default: never.",
        HelpName = "N",
        CustomParser = NumberParser.OptionalWhole,
    };

    /// <summary>The size of the images that the network takes.</summary>
    public Option<int?> InputSize { get; } = new("--input-size")
    {
        Description = "Rows and columns of the images that the network takes; others are resized. Default: 64, or the size of the model that is fine-tuned.",
        HelpName = "PIXELS",
        CustomParser = NumberParser.OptionalWhole,
    };

    /// <summary>The classes that are taken.</summary>
    public Option<string?> Classes { get; } = new("--classes")
    {
        Description = @"Only the images in these class folders, separated by commas. A comma within a name is written as \,.",
        HelpName = "A,B",
    };

    /// <summary>The memory for decoded images.</summary>
    public Option<int?> Memory { get; } = new("--memory")
    {
        Description = "Memory for decoded images; those beyond it are decoded anew in every epoch. The weights do not depend on it. Default: half of what is free.",
        HelpName = "MIB",
        CustomParser = NumberParser.OptionalWhole,
    };

    /// <summary>The seeds of a series.</summary>
    public Option<string?> Seeds { get; } = new("--seeds")
    {
        Description = "Trains once for each of these seeds, separated by commas, into the folders seed-1, seed-2 and so on of --out, and summarises them. It takes the place of --seed.",
        HelpName = "N,N",
    };

    /// <summary>Whether hyperparameters are searched.</summary>
    public Option<bool> Search { get; } = new("--search")
    {
        Description = $"Searches hyperparameters by successive halving before the training, on the validation images alone: {SearchSpace.Description}. What an option states is not searched. It costs about four thirds of a training more.",
    };

    /// <summary>The number of trials.</summary>
    public Option<int?> Trials { get; } = new("--trials")
    {
        Description = $"Trials of --search. Default: {HyperparameterSearch.DefaultTrialCount}.",
        HelpName = "N",
        CustomParser = NumberParser.OptionalWhole,
    };

    /// <summary>Whether a training is continued.</summary>
    public Option<bool> Resume { get; } = new("--resume")
    {
        Description = "Continues the training in the folder of --out after Ctrl+C, a crash or a kill, to the same weights as if nothing had happened. Where there is none, it begins.",
    };

    /// <summary>Whether an unfinished training is replaced.</summary>
    public Option<bool> Overwrite { get; } = new("--overwrite")
    {
        Description = "Begins anew though the folder of --out holds a training that is not finished.",
    };

    /// <summary>The line of credit.</summary>
    public Option<string?> Credit { get; } = new("--credit")
    {
        Description = "A line that the model file carries to credit the images: their source and licence.",
        HelpName = "TEXT",
    };

    /// <summary>Writes a default of every architecture.</summary>
    /// <param name="value">The text of the value.</param>
    /// <returns>For example <c>40 (biocnn-1), 100 (biocnn-2)</c>.</returns>
    public static string Defaults(Func<TrainingDefaults, string> value) =>
        string.Join(", ", ArchitectureCatalog.All.Select(architecture => $"{value(architecture.Defaults)} ({architecture.Id})"));

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        Option[] options =
        [
            Epochs, LearningRate, Schedule, Warmup, Augment, ClassWeights, BestBy, Patience, InputSize, Classes, Memory, Seeds, Search, Trials, Resume, Overwrite, Credit,
        ];
        foreach (Option option in options)
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Gets how a classifier is to be trained.</summary>
    /// <param name="parsed">The parsed command line.</param>
    /// <param name="start">What is trained.</param>
    /// <param name="batchSize">The value of <c>--batch</c>.</param>
    /// <param name="folder">The output folder.</param>
    /// <param name="seed">The seed.</param>
    /// <returns>The options, but for the rules of decoding; not yet checked.</returns>
    /// <exception cref="InputException">A value is unknown or out of range.</exception>
    public TrainingOptions OptionsOf(ParseResult parsed, TrainingStart start, int? batchSize, string folder, ulong seed)
    {
        (bool resume, bool overwrite) = (parsed.GetValue(Resume), parsed.GetValue(Overwrite));
        if (resume && overwrite)
        {
            throw new InputException("A training is either continued or begun anew, but both --resume and --overwrite are given: choose one.");
        }

        return new TrainingOptions
        {
            OutputFolder = folder,
            Epochs = parsed.GetValue(Epochs) ?? start.Architecture.Defaults.Epochs,
            BatchSize = batchSize ?? start.Architecture.Defaults.BatchSize,
            LearningRate = parsed.GetValue(LearningRate) ?? start.Architecture.Defaults.LearningRate,
            Seed = seed,
            Schedule = parsed.GetValue(Schedule) ?? ConstantSchedule.Name,
            WarmupEpochs = parsed.GetValue(Warmup) ?? 0,
            Augmentations = AugmentationsOf(parsed),
            ClassWeights = WeightsOf(parsed),
            BestEpoch = Choice.Of(BestBy, parsed, [.. TrainingNames.BestEpochRules]),
            Patience = parsed.GetValue(Patience),
            InputSize = parsed.GetValue(InputSize),
            Pretrained = start.Pretrained,
            ImageMemoryBytes = parsed.GetValue(Memory) * MiB,
            Existing = resume ? ExistingTraining.Resume : overwrite ? ExistingTraining.Replace : ExistingTraining.Refuse,
            Credit = parsed.GetValue(Credit),
        };
    }

    /// <summary>Gets the seeds of a series.</summary>
    /// <param name="parsed">The parsed command line.</param>
    /// <returns>The seeds, or <see langword="null"/> where there is no series.</returns>
    /// <exception cref="InputException">A seed is no whole number, or the series is combined with a search.</exception>
    public IReadOnlyList<ulong>? SeedsOf(ParseResult parsed)
    {
        IReadOnlyList<string>? items = ItemList.Of(Seeds, parsed);
        if (items is not null && parsed.GetValue(Search))
        {
            throw new InputException($"{Search.Name} finds the hyperparameters of one training, but {Seeds.Name} asks for several: search first, then give what was found to {Seeds.Name}.");
        }

        return items is null
            ? null
            : [.. items.Select(item => ulong.TryParse(item, NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed) && seed <= long.MaxValue
                ? seed
                : throw new InputException($"{Seeds.Name} must be whole numbers such as 1,2,3, but has '{item}'."))];
    }

    /// <summary>Gets the trials of a search.</summary>
    /// <param name="parsed">The parsed command line.</param>
    /// <returns>The number, or <see langword="null"/> where nothing is searched.</returns>
    /// <exception cref="InputException">Trials are stated and no search.</exception>
    public int? TrialsOf(ParseResult parsed) => (parsed.GetValue(Search), parsed.GetValue(Trials)) switch
    {
        (true, var trials) => trials ?? HyperparameterSearch.DefaultTrialCount,
        (false, null) => null,
        (false, { } trials) => throw new InputException(
            $"{Trials.Name} must go with {Search.Name}, whose trials it counts, but is {trials} without it: add {Search.Name}, or leave {Trials.Name} out."),
    };

    /// <summary>Gets what is searched.</summary>
    /// <param name="parsed">The parsed command line.</param>
    /// <param name="batch">The option <c>--batch</c>.</param>
    /// <param name="options">The options around which is searched.</param>
    /// <returns>The space, without what is stated.</returns>
    public SearchSpace SpaceOf(ParseResult parsed, Option batch, TrainingOptions options) => new(
        options, parsed.GetResult(LearningRate) is not null, parsed.GetResult(batch) is not null, parsed.GetResult(Augment) is not null, parsed.GetResult(Schedule) is not null);

    private IReadOnlyCollection<string> AugmentationsOf(ParseResult parsed) => ItemList.Of(Augment, parsed) switch
    {
        null or [None] => [],
        [All] => [.. AugmentationCatalog.All.Select(augmentation => augmentation.Id)],
        { } ids => ids,
    };

    private ClassWeighting WeightsOf(ParseResult parsed)
    {
        IReadOnlyList<string>? items = ItemList.Of(ClassWeights, parsed);
        if (items is null or [None])
        {
            return ClassWeighting.None;
        }

        if (items is [Balanced])
        {
            return ClassWeighting.Balanced;
        }

        Dictionary<string, double> weights = new(StringComparer.Ordinal);
        foreach (string item in items)
        {
            // A class may have an equals sign in its name, a number has none.
            int at = item.LastIndexOf('=');
            if (at < 1 || !NumberParser.TryReal(item[(at + 1)..], out double weight) || !weights.TryAdd(item[..at], weight))
            {
                throw new InputException($"{ClassWeights.Name} must be none, balanced or one weight for each class such as a=2,b=1, but has '{item}'.");
            }
        }

        return ClassWeighting.Of(weights);
    }
}
