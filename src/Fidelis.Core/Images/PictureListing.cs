using System.Globalization;
using Fidelis.Imaging.Decoding;

namespace Fidelis.Images;

/// <summary>Files of a folder or an archive, told apart by their names: pictures, and what is ignored and listed.</summary>
/// <param name="Pictures">Paths with <c>/</c>, in ordinal order.</param>
/// <param name="Others">What is no picture by its name, or hidden, in ordinal order.</param>
internal sealed record PictureListing(IReadOnlyList<string> Pictures, IReadOnlyList<string> Others)
{
    /// <summary>The kinds of files that a message about a source without images names.</summary>
    private const int NamedKinds = 4;

    /// <summary>The folder that macOS adds to archives: shadows of the files, under the same extensions.</summary>
    private const string MacShadows = "__MACOSX";

    private static readonly HashSet<string> Extensions = new(ImageDecoder.Extensions, StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets whether every picture lies in a sub-folder: the names of the first level are then the classes.</summary>
    public bool HasClasses { get; } = Pictures.All(picture => picture.Contains('/', StringComparison.Ordinal));

    /// <summary>Gets the extensions of pictures as messages list them.</summary>
    public static string ExtensionList => string.Join(", ", Extensions.Order(StringComparer.Ordinal));

    /// <summary>Sorts files.</summary>
    /// <param name="files">Paths with <c>/</c> between their parts, in any order.</param>
    /// <param name="ignored">What is no picture whatever its name.</param>
    /// <returns>The listing.</returns>
    public static PictureListing Of(IEnumerable<string> files, IEnumerable<string> ignored)
    {
        List<string> pictures = [];
        List<string> others = [.. ignored];
        foreach (string file in files)
        {
            (IsPicture(file) ? pictures : others).Add(file);
        }

        pictures.Sort(StringComparer.Ordinal);
        others.Sort(StringComparer.Ordinal);
        return new PictureListing(pictures, others);
    }

    /// <summary>Tells whether a file is a picture by its name.</summary>
    public static bool IsPicture(string path) =>
        Extensions.Contains(Path.GetExtension(path))
        && !path.StartsWith('.') && !path.Contains("/.", StringComparison.Ordinal)
        && !path.StartsWith(MacShadows + "/", StringComparison.Ordinal) && !path.Contains($"/{MacShadows}/", StringComparison.Ordinal);

    /// <summary>Gets the class of a picture: the first folder of its path where there are classes.</summary>
    public string? ClassOf(string picture) => HasClasses ? picture[..picture.IndexOf('/', StringComparison.Ordinal)] : null;

    /// <summary>Counts files by extension, the most frequent first: "12 files of other kinds (10 .txt, 1 .csv, 1 without extension)".</summary>
    public string Census()
    {
        List<string> kinds =
        [
            .. Others
                .GroupBy(file => Path.GetExtension(file).ToLowerInvariant())
                .OrderByDescending(kind => kind.Count())
                .ThenBy(kind => kind.Key, StringComparer.Ordinal)
                .Select(kind => string.Create(CultureInfo.InvariantCulture, $"{kind.Count()} {(kind.Key.Length == 0 ? "without extension" : kind.Key)}")),
        ];
        if (kinds.Count > NamedKinds)
        {
            kinds.RemoveRange(NamedKinds, kinds.Count - NamedKinds);
            kinds.Add("...");
        }

        return string.Create(CultureInfo.InvariantCulture, $"{Others.Count} {(Others.Count == 1 ? "entry" : "entries")} of other kinds ({string.Join(", ", kinds)})");
    }
}
