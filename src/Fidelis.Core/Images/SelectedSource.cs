namespace Fidelis.Images;

/// <summary>Some of the pictures of another source.</summary>
internal sealed class SelectedSource(ImageSource source, IReadOnlyList<ImageEntry> entries) : ImageSource
{
    /// <inheritdoc/>
    public override string Description => source.Description;

    /// <inheritdoc/>
    public override IReadOnlyList<ImageEntry> Entries => entries;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes { get; } = ClassesOf(entries);

    /// <inheritdoc/>
    public override IReadOnlyList<string> IgnoredFiles => source.IgnoredFiles;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Notes => source.Notes;
}
