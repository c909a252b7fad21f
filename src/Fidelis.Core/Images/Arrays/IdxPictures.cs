using System.Text.RegularExpressions;
using Fidelis.Images.Labels;
using Fidelis.Networks.Weights;
using Fidelis.Networks.Weights.Npz;
using Fidelis.Numerics.Errors;

namespace Fidelis.Images.Arrays;

/// <summary>
/// Pictures in an IDX file of three axes (grey) or four (with channels), as MNIST, Fashion-MNIST and EMNIST have them, raw or gzipped;
/// and their classes in the file beside it that the customary name leads to.
/// </summary>
internal static partial class IdxPictures
{
    private static readonly NpyDataType Bytes = new('u', 1, IsBigEndian: false);

    /// <summary>Gets the parts of a folder of such files: the name before <c>-images</c>, <c>test</c> for <c>t10k</c>, and the file.</summary>
    public static IEnumerable<KeyValuePair<string, string>> PartsOf(IEnumerable<string> names) =>
        from name in names
        let match = ImagesName().Match(name)
        where match.Success
        group name by match.Groups["part"].Value is "t10k" ? "test" : match.Groups["part"].Value into part
        select KeyValuePair.Create(part.Key, part.OrderBy(name => name.Length).ThenBy(name => name, StringComparer.Ordinal).First());

    /// <summary>Opens the pictures.</summary>
    /// <param name="file">The file, expanded.</param>
    /// <param name="request">What the user named.</param>
    /// <returns>The pictures and their classes.</returns>
    /// <exception cref="InputException">The file holds no pictures or is damaged, or there are more or fewer labels than pictures.</exception>
    public static LabelledArray Open(FileWindow file, SourceRequest request)
    {
        IdxFile images = IdxFile.Read(file);
        ArrayLayout layout = images.Shape switch
        {
            [_] => throw new InputException($"A source of images must hold images, but '{file.Name}' holds labels: name the file of the images, which is found together with them."),

            // Three axes are grey pictures by the convention of the format.
            [_, _, _] => ArrayLayout.OfGrey(images.Shape, $"'{file.Name}'"),
            _ => ArrayLayout.Of(images.Shape, $"'{file.Name}'"),
        };
        request.RequireCount(layout.Count);
        PictureArray pictures = new(images.Elements, layout, Bytes);
        return LabelsBeside(request.Path) is { } path ? new LabelledArray(pictures, ReadLabels(path, layout.Count, request)) : new LabelledArray(pictures, null);
    }

    /// <summary>Finds the file of the labels by the customary names, raw or gzipped.</summary>
    /// <param name="path">The file of the pictures, or <see langword="null"/> where it has no name.</param>
    /// <returns>The file of the labels, or <see langword="null"/> where there is none.</returns>
    public static string? LabelsBeside(string? path)
    {
        if (path is null || ImagesName().Match(Path.GetFileName(path)) is not { Success: true } match)
        {
            return null;
        }

        string name = ImagesWord().Replace(Path.GetFileName(path)[..^match.Groups["gz"].Length], "labels$1idx1-ubyte");
        string raw = Path.Combine(Path.GetDirectoryName(path) ?? "", name);
        return new[] { raw + match.Groups["gz"].Value, raw, raw + ".gz" }.FirstOrDefault(File.Exists);
    }

    private static string[] ReadLabels(string path, long count, SourceRequest request)
    {
        FileWindow file = SourceFile.Expand(FileWindow.Open(path), request.Options);
        IdxFile labels = IdxFile.Recognizes(file.ReadStart(4)) ? IdxFile.Read(file) : throw new InputException($"The labels of '{request.Path}' must be an IDX file, but '{path}' is none.");
        if (labels.Shape is not [var labelCount] || labelCount != count)
        {
            throw new InputException($"There must be a label for each of the {count} images of '{request.Path}', but the shape of '{path}' is [{string.Join(", ", labels.Shape)}].");
        }

        string[] names = [.. Enumerable.Range(0, 256).Select(number => ClassNumber.NameOf(number))];
        return [.. BoundedFile.ReadAll(labels.Elements, request.Options).Select(label => names[label])];
    }

    [GeneratedRegex(@"^(?:(?<part>.+)-)?images[-.]idx[34]-ubyte(?<gz>\.gz)?$", RegexOptions.CultureInvariant)]
    private static partial Regex ImagesName();

    [GeneratedRegex(@"images([-.])idx[34]-ubyte$", RegexOptions.CultureInvariant)]
    private static partial Regex ImagesWord();
}
