using Fidelis.Images;
using Fidelis.Imaging.Decoding;
using Fidelis.Numerics.Errors;

namespace Fidelis.Tests.Images;

/// <summary>Opens sources and looks at what they give.</summary>
internal static class SourceAssert
{
    /// <summary>Gets the sentence that a source is refused with, at opening or at reading.</summary>
    public static string Refusal(string path, SourceOptions? options = null)
    {
        InputException refusal = Assert.ThrowsAny<InputException>(() => ReadAll(ImageSources.Open(path, options)));
        Assert.DoesNotContain("\n", refusal.Message);
        return refusal.Message;
    }

    /// <summary>Fails unless a source is refused with a sentence that holds a part.</summary>
    public static void Refuses(string part, string path, SourceOptions? options = null) => Assert.Contains(part, Refusal(path, options), StringComparison.Ordinal);

    /// <summary>Reads and decodes every picture.</summary>
    public static IReadOnlyList<byte[]> ReadAll(ImageSource source) => [.. source.Entries.Select(entry => entry.Decode(entry.Read(), DecodingRules.Default).Pixels.Rgb)];

    /// <summary>Gets the paths of a source.</summary>
    public static IEnumerable<string> Paths(this ImageSource source) => source.Entries.Select(entry => entry.Path);

    /// <summary>Gets the classes of the pictures of a source.</summary>
    public static IEnumerable<string?> Labels(this ImageSource source) => source.Entries.Select(entry => entry.ClassName);
}
