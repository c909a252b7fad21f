namespace Fidelis.Images;

/// <summary>Some of the pictures of another source.</summary>
internal sealed class SelectedSource(ImageSource source, IReadOnlyList<ImageEntry> entries) : ImageSource
{
    /// <inheritdoc/>
    public override string Description => source.Description;

    /// <inheritdoc/>
    public override IReadOnlyList<ImageEntry> Entries => entries;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes { get; } =
        [.. entries.Select(entry => entry.ClassName).OfType<string>().Distinct().Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public override IReadOnlyList<string> IgnoredFiles => source.IgnoredFiles;
}
