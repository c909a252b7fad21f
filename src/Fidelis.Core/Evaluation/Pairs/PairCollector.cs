using Fidelis.Features;
using Fidelis.Images;
using Fidelis.Metrics;
using Fidelis.Numerics.Errors;

namespace Fidelis.Evaluation.Pairs;

/// <summary>Takes the pictures in their order, reference and generated in turn, as they leave the pipeline, and keeps what is known of whole pairs.</summary>
/// <param name="work">The work that was done on them.</param>
internal sealed class PairCollector(PairWork work)
{
    private readonly List<PairOutcome> outcomes = [];
    private readonly List<ImagePair> pairs = [];
    private readonly List<string> leftReference = [];
    private readonly List<string> leftGenerated = [];
    private ProcessedImage<PairOutcome?>? first;
    private string? firstReason;

    public ImageCensus Reference { get; } = new();

    public ImageCensus Generated { get; } = new();

    public IReadOnlyList<PairOutcome> Outcomes => outcomes;

    public IReadOnlyList<ImagePair> Pairs => pairs;

    /// <summary>Gets the reference pictures whose partners cannot be read.</summary>
    public IReadOnlyList<string> LeftReference => leftReference;

    /// <summary>Gets the generated pictures whose partners cannot be read.</summary>
    public IReadOnlyList<string> LeftGenerated => leftGenerated;

    /// <summary>Gets why the first picture was skipped; empty where none was.</summary>
    public string FirstReason => firstReason ?? "";

    /// <summary>Gets the number of pictures that came or were skipped.</summary>
    public int Done { get; private set; }

    public long EncodedBytes { get; private set; }

    /// <summary>Takes a picture that cannot be read. Every picture is given here or to <see cref="Add"/>, in order, so that its place is known.</summary>
    public void Skip(SkippedImage image)
    {
        firstReason ??= image.Reason;
        bool isReference = Done % 2 == 0;
        (isReference ? Reference : Generated).Skip(image);
        Done++;
        if (!isReference)
        {
            LeaveFirst();
            work.Forget((Done / 2) - 1);
        }
    }

    /// <summary>Takes a picture.</summary>
    /// <exception cref="InputException">It has another size than its partner.</exception>
    public void Add(ProcessedImage<PairOutcome?> image)
    {
        Done = image.Index + 1;
        EncodedBytes += image.EncodedBytes;
        if (image.Index % 2 == 0)
        {
            first = image;
            return;
        }

        if (first is null)
        {
            leftGenerated.Add(image.Entry.Path);
            work.Forget(image.Index / 2);
            return;
        }

        PairOutcome outcome = first.Result ?? image.Result!;
        if (outcome.Width == 0)
        {
            throw new InputException(PairSetup.TwoSizes("one pair differs", first.Entry, (first.Width, first.Height), image.Entry, (image.Width, image.Height)));
        }

        Reference.Add(first);
        Generated.Add(image);
        outcomes.Add(outcome);
        pairs.Add(new ImagePair(first.Entry.Path, image.Entry.Path, first.Entry.ClassName ?? image.Entry.ClassName, outcome.Width, outcome.Height));
        first = null;
    }

    /// <summary>Gets the values of one metric.</summary>
    public PairedValues ValuesOf(int metric) => new(
        [.. outcomes.Select(outcome => outcome.Values[metric].Value)],
        [.. outcomes.Select(outcome => (outcome.Width, outcome.Height))],
        outcomes.Count(outcome => outcome.Values[metric].IsClipped));

    private void LeaveFirst()
    {
        if (first is not null)
        {
            leftReference.Add(first.Entry.Path);
            first = null;
        }
    }
}
