namespace Fidelis.Images;

/// <summary>How the pictures of a set are stored: how many of each kind, and how many bytes they are.</summary>
/// <param name="Kinds">The pictures of each kind that occurs.</param>
/// <param name="EncodedBytes">The bytes of all files, as far as they are known.</param>
/// <param name="Misnamed">The files whose names end as those of another format than theirs, in their order.</param>
public sealed record ImageSurvey(IReadOnlyDictionary<ImageKind, long> Kinds, long EncodedBytes, IReadOnlyList<MisnamedImage> Misnamed)
{
    /// <summary>Gets the number of pictures.</summary>
    public long Count { get; } = Kinds.Values.Sum();

    /// <summary>Gets the number of pictures whose storing lost something.</summary>
    public long LossyCount { get; } = Kinds.Where(kind => kind.Key.IsLossy).Sum(kind => kind.Value);

    /// <summary>Gets the pictures of each format, the most frequent first.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Formats { get; } = CountBy(Kinds, kind => kind.Format);

    /// <summary>Gets the pictures of each mode, the most frequent first.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Modes { get; } = CountBy(Kinds, kind => kind.Mode);

    /// <summary>Gets the pictures of each size, the most frequent first.</summary>
    public IReadOnlyList<ImageSizeCount> Sizes { get; } =
    [
        .. Kinds.GroupBy(kind => (kind.Key.Width, kind.Key.Height), kind => kind.Value)
            .Select(size => new ImageSizeCount(size.Key.Width, size.Key.Height, size.Sum()))
            .OrderByDescending(size => size.Count).ThenBy(size => size.Width).ThenBy(size => size.Height),
    ];

    private static KeyValuePair<string, long>[] CountBy(IReadOnlyDictionary<ImageKind, long> kinds, Func<ImageKind, string> name) =>
    [
        .. kinds.GroupBy(kind => name(kind.Key), kind => kind.Value)
            .Select(group => KeyValuePair.Create(group.Key, group.Sum()))
            .OrderByDescending(group => group.Value).ThenBy(group => group.Key, StringComparer.Ordinal),
    ];
}
