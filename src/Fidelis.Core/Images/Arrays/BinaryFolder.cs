using System.Text.RegularExpressions;
using Fidelis.Networks.Weights;
using Fidelis.Numerics.Errors;

namespace Fidelis.Images.Arrays;

/// <summary>
/// A folder as CIFAR-10, CIFAR-100 and MNIST are distributed: files of many pictures, some of which are for training and some for
/// testing.
/// </summary>
internal static partial class BinaryFolder
{
    private const string Train = "train";
    private const string Test = "test";

    /// <summary>Finds the parts by the customary names of the files.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The files of each part, by the part's name; empty where the folder is none of these.</returns>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Find(string folder)
    {
        string[] names = [.. Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
        SortedDictionary<string, IReadOnlyList<string>> parts = new(StringComparer.Ordinal);
        foreach ((string part, string name) in IdxPictures.PartsOf(names))
        {
            parts[part] = [name];
        }

        string[] batches = [.. names.Where(name => BatchName().IsMatch(name))];
        AddCifar(parts, Train, batches.Length > 0 ? batches : [.. names.Where(name => name == "train.bin")]);
        AddCifar(parts, Test, [.. names.Where(name => name is "test_batch.bin" or "test.bin").Take(1)]);
        return parts;
    }

    /// <summary>Lists the files that a source of such files is read from.</summary>
    /// <param name="path">A file of pictures.</param>
    /// <returns>The file, and what there is beside it of labels and of names of classes.</returns>
    public static IEnumerable<string> FilesOf(string path)
    {
        string folder = Path.GetDirectoryName(path) ?? "";
        IEnumerable<string> names = CifarFile.NamesFiles.Select(name => Path.Combine(folder, name)).Where(File.Exists);
        return IdxPictures.LabelsBeside(path) is { } labels ? [path, labels, .. names] : [path, .. names];
    }

    /// <summary>Opens a part.</summary>
    /// <param name="parts">The parts.</param>
    /// <param name="request">The folder, and which part.</param>
    /// <returns>The pictures of the part; where it has several files, paths begin with the name of theirs.</returns>
    /// <exception cref="InputException">No part of several was chosen, or there is no such part, or a file is damaged.</exception>
    public static ImageSource Open(IReadOnlyDictionary<string, IReadOnlyList<string>> parts, SourceRequest request)
    {
        IReadOnlyList<string> names = parts[request.ChoosePart([.. parts.Keys])];
        return ArraySource.Of(
            [.. names.Select(name => (names.Count > 1 ? Path.GetFileNameWithoutExtension(name) + "/" : "", OpenFile(Path.Combine(request.Path!, name), request)))],
            request);
    }

    private static LabelledArray OpenFile(string path, SourceRequest request)
    {
        FileWindow file = SourceFile.Expand(FileWindow.Open(path), request.Options);
        SourceRequest own = request with { Path = path, Part = null };
        if (Path.GetExtension(path) == ".bin")
        {
            return CifarFile.Recognize(file) is { } cifar
                ? cifar.Open(file, request.Path, request.Options)
                : throw new InputException($"The file '{path}' must hold whole records of CIFAR-10 (3073 bytes, labels to 9) or CIFAR-100 (3074 bytes, labels to 19 and 99), but does not: it is damaged or something else.");
        }

        return IdxFile.Recognizes(file.ReadStart(4))
            ? IdxPictures.Open(file, own)
            : throw new InputException($"The file '{path}' must be in the IDX format by its name, but does not start with its mark: it is damaged or something else.");
    }

    private static void AddCifar(SortedDictionary<string, IReadOnlyList<string>> parts, string part, string[] names)
    {
        if (names.Length > 0)
        {
            parts.TryAdd(part, names);
        }
    }

    [GeneratedRegex(@"^data_batch_\d+\.bin$", RegexOptions.CultureInvariant)]
    private static partial Regex BatchName();
}
