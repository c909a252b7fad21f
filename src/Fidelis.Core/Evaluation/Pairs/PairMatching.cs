using Fidelis.Images;
using Fidelis.Imaging.Decoding;
using Fidelis.Numerics.Errors;

namespace Fidelis.Evaluation.Pairs;

/// <summary>Finds for each reference image the generated one that should equal it.</summary>
public static class PairMatching
{
    private const int NamedCount = 3;

    /// <summary>Matches two sources.</summary>
    /// <param name="reference">The reference images.</param>
    /// <param name="generated">The generated images.</param>
    /// <param name="rule">How images find their partners.</param>
    /// <param name="skipUnmatched">Whether images without a partner of their name are left out; ignored by <see cref="MatchRule.Order"/>.</param>
    /// <returns>At least one pair.</returns>
    /// <exception cref="InputException">A name is there twice, images have no partner and may not be left out, or the numbers of images differ where the order counts.</exception>
    public static PairMatches Match(ImageSource reference, ImageSource generated, MatchRule rule, bool skipUnmatched)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(generated);
        return rule == MatchRule.Order ? ByOrder(reference, generated) : ByName(reference, generated, skipUnmatched);
    }

    private static PairMatches ByOrder(ImageSource reference, ImageSource generated) => reference.Entries.Count == generated.Entries.Count
        ? new PairMatches([.. Enumerable.Range(0, reference.Entries.Count).Select(i => (i, i))], [], [])
        : throw new InputException(
            $"Pairs in the order of their paths need as many images in both sets, but '{reference.Description}' has {reference.Entries.Count} and '{generated.Description}' has {generated.Entries.Count}: remove what has no partner, or pair by --match name.");

    private static PairMatches ByName(ImageSource reference, ImageSource generated, bool skipUnmatched)
    {
        Dictionary<string, int> first = NamesOf(reference);
        Dictionary<string, int> second = NamesOf(generated);
        PairMatches matches = new(
            [.. reference.Entries.Select((entry, i) => (i, Partner: second.GetValueOrDefault(NameOf(entry), -1))).Where(pair => pair.Partner >= 0)],
            [.. reference.Entries.Where(entry => !second.ContainsKey(NameOf(entry))).Select(entry => entry.Path)],
            [.. generated.Entries.Where(entry => !first.ContainsKey(NameOf(entry))).Select(entry => entry.Path)]);
        if (matches.Pairs.Count == 0)
        {
            throw new InputException(
                $"Images are paired by their paths without extensions, but none of '{generated.Description}' (such as {ShortList.Of([generated.Entries[0].Path], 1)}) has the name of one of '{reference.Description}' (such as {ShortList.Of([reference.Entries[0].Path], 1)}): rename them, or pair them in the order of their paths by --match order.");
        }

        return skipUnmatched || matches.UnmatchedReference.Count + matches.UnmatchedGenerated.Count == 0
            ? matches
            : throw new InputException(
                $"Every image must have a partner of the same path without extension, but there is none for {Unmatched(reference, matches.UnmatchedReference, generated, matches.UnmatchedGenerated)}: add or rename them, leave them out by --unmatched skip, or pair by --match order.");
    }

    private static string Unmatched(ImageSource reference, IReadOnlyList<string> fromReference, ImageSource generated, IReadOnlyList<string> fromGenerated) =>
        string.Join(
            " and ",
            ((ImageSource Source, IReadOnlyList<string> Paths)[])[(reference, fromReference), (generated, fromGenerated)] is var sides
                ? sides.Where(side => side.Paths.Count > 0).Select(side => $"{side.Paths.Count} of {side.Source.Entries.Count} images in '{side.Source.Description}' ({ShortList.Of(side.Paths, NamedCount)})")
                : []);

    private static Dictionary<string, int> NamesOf(ImageSource source)
    {
        Dictionary<string, int> places = new(source.Entries.Count, StringComparer.Ordinal);
        for (int i = 0; i < source.Entries.Count; i++)
        {
            string name = NameOf(source.Entries[i]);
            if (!places.TryAdd(name, i))
            {
                throw new InputException(
                    $"Images are paired by their paths without extensions, but '{source.Description}' holds {ShortList.Of([source.Entries[places[name]].Path], 1)} and {ShortList.Of([source.Entries[i].Path], 1)}: remove one of them, or pair by --match order.");
            }
        }

        return places;
    }

    // A point in a name that ends in no extension of a picture is a part of the name.
    private static string NameOf(ImageEntry entry)
    {
        string extension = Path.GetExtension(entry.Path);
        return ImageDecoder.FormatOfExtension(extension) is null ? entry.Path : entry.Path[..^extension.Length];
    }
}
