namespace Fidelis.Images;

/// <summary>A source of which there is something more to say.</summary>
internal sealed class NotedSource(ImageSource source, string note) : ImageSource
{
    /// <inheritdoc/>
    public override string Description => source.Description;

    /// <inheritdoc/>
    public override IReadOnlyList<ImageEntry> Entries => source.Entries;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes => source.Classes;

    /// <inheritdoc/>
    public override IReadOnlyList<string> IgnoredFiles => source.IgnoredFiles;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Notes => [note, .. source.Notes];
}
