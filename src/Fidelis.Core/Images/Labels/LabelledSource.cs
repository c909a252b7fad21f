namespace Fidelis.Images.Labels;

/// <summary>A source whose pictures got classes from elsewhere.</summary>
internal sealed class LabelledSource : ImageSource
{
    private readonly ImageSource source;

    /// <summary>Initializes a source.</summary>
    /// <param name="source">The pictures.</param>
    /// <param name="classes">The class of each, or <see langword="null"/> for none, in the order of the pictures.</param>
    /// <param name="labelFile">The path within the source that the labels came from, which is then no longer ignored; or <see langword="null"/>.</param>
    /// <param name="notes">What there is to say of the labels.</param>
    public LabelledSource(ImageSource source, IReadOnlyList<string?> classes, string? labelFile, params IReadOnlyList<string> notes)
    {
        this.source = source;
        Entries = [.. source.Entries.Zip(classes, (entry, className) => new LabelledEntry(entry, className))];
        Classes = ClassesOf(Entries);
        IgnoredFiles = [.. source.IgnoredFiles.Where(file => file != labelFile)];
        Notes = [.. source.Notes, .. notes];
    }

    /// <inheritdoc/>
    public override string Description => source.Description;

    /// <inheritdoc/>
    public override IReadOnlyList<ImageEntry> Entries { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> IgnoredFiles { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Notes { get; }
}
