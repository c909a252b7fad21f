using Fidelis.Images;
using Fidelis.Numerics.Errors;

namespace Fidelis.Training;

/// <summary>
/// Reads a folder as data for training: either one folder per class, which is divided 80/10/10 class by class, or the folders
/// <c>train</c>, <c>val</c> (<c>valid</c>, <c>validation</c>) and <c>test</c> with one folder per class in each, which are taken as
/// they are. Other labelled sources go the same two ways.
/// </summary>
public static class DatasetFolder
{
    private static readonly string[] TrainNames = ["train"];
    private static readonly string[] ValidationNames = ["val", "valid", "validation"];
    private static readonly string[] TestNames = ["test"];

    /// <summary>Lists and divides the images; none is read.</summary>
    /// <param name="path">
    /// The folder; or any other source that <see cref="ImageSources.Open"/> takes and that has labels, such as an archive of class folders,
    /// an array file with its parts, or a folder with a file of labels.
    /// </param>
    /// <param name="seed">Decides the division of what is not divided already.</param>
    /// <param name="classes">The only classes that are taken, in any order; <see langword="null"/> for all.</param>
    /// <param name="options">Limits and labels; the default ones where there are none.</param>
    /// <returns>The three parts.</returns>
    /// <exception cref="InputException">
    /// There is no such source, images have no class, a class folder holds no image, there are fewer than two classes, a class is too small
    /// to be divided, or the classes of the parts differ.
    /// </exception>
    public static LabeledDataset Open(string path, ulong seed, IReadOnlyCollection<string>? classes = null, SourceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        options ??= SourceOptions.Default;
        bool isClassFolders = Directory.Exists(path) && options.LabelFile is null && ImageSources.Parts(path).Count == 0;
        return isClassFolders ? OpenFolder(path, seed, classes, options) : OpenSource(path, seed, classes, options);
    }

    private static LabeledDataset OpenFolder(string path, ulong seed, IReadOnlyCollection<string>? classes, SourceOptions options)
    {
        ImageSource whole = ImageSources.Open(path, options);
        string[] folders = [.. SubFolders(path)];
        string[] train = Named(folders, TrainNames);
        string[] validation = Named(folders, ValidationNames);
        string[] test = Named(folders, TestNames);
        if (train.Length == 0 || validation.Length + test.Length == 0)
        {
            RequireClassFolders(path, whole);
            return DatasetDivision.Divide(path, Only(whole, classes), seed, NotesOf(whole, []));
        }

        string[] names = [Single(path, train, "train"), Single(path, validation, "val"), Single(path, test, "test")];
        ImageSource[] parts = [.. names.Select(name => ImageSources.Open(Path.Combine(path, name), options))];
        foreach ((string name, ImageSource part) in names.Zip(parts))
        {
            RequireClassFolders(Path.Combine(path, name), part);
        }

        return DatasetDivision.Take(
            path, $"folders {string.Join(", ", names)}", names, [.. parts.Select(part => Only(part, classes))], NotesOf(whole, names));
    }

    private static LabeledDataset OpenSource(string path, ulong seed, IReadOnlyCollection<string>? classes, SourceOptions options)
    {
        IReadOnlyList<string> parts = options.LabelFile is null ? ImageSources.Parts(path) : [];
        string[] train = Named(parts, TrainNames);
        string[] validation = Named(parts, ValidationNames);
        string[] test = Named(parts, TestNames);
        if (train.Length == 0 || test.Length == 0)
        {
            ImageSource whole = RequireLabels(ImageSources.Open(path, options));
            return DatasetDivision.Divide(path, Only(whole, classes), seed, NotesOf(whole, []));
        }

        ImageSource trainSource = RequireLabels(ImageSources.Open($"{path}:{train[0]}", options));
        ImageSource testSource = RequireLabels(ImageSources.Open($"{path}:{test[0]}", options));
        if (validation.Length == 0)
        {
            return DatasetDivision.DivideTrain(path, train[0], Only(trainSource, classes), test[0], Only(testSource, classes), seed, [.. trainSource.Notes, .. testSource.Notes]);
        }

        ImageSource validationSource = RequireLabels(ImageSources.Open($"{path}:{validation[0]}", options));
        string[] names = [train[0], validation[0], test[0]];
        ImageSource[] sources = [trainSource, validationSource, testSource];
        return DatasetDivision.Take(
            path, $"parts {string.Join(", ", names)}", names, [.. sources.Select(source => Only(source, classes))], [.. sources.SelectMany(source => source.Notes).Distinct()]);
    }

    private static ImageSource Only(ImageSource source, IReadOnlyCollection<string>? classes) => classes is null ? source : source.OnlyClasses(classes);

    private static ImageSource RequireLabels(ImageSource source) =>
        source.Entries.FirstOrDefault(entry => entry.ClassName is null) is { } unlabelled
            ? throw new InputException(
                $"Each image must have a class, but '{unlabelled.Path}' in '{source.Description}' has none: put the images of each class into a folder of its name, or give a file of labels by --labels.")
            : source;

    private static string Single(string path, string[] found, string wanted) => found switch
    {
        [var name] => name,
        [] => throw new InputException($"A data set with a folder 'train' must have the folders train, val and test, but '{path}' has no '{wanted}': add it, or give the class folders alone to be divided 80/10/10."),
        _ => throw new InputException($"A data set must have one folder for each part, but '{path}' has {string.Join(" and ", found.Select(name => $"'{name}'"))}: keep one."),
    };

    private static string[] Named(IEnumerable<string> found, string[] names) => [.. found.Where(name => names.Contains(name, StringComparer.OrdinalIgnoreCase))];

    private static IEnumerable<string> SubFolders(string path) =>
        Directory.EnumerateDirectories(path).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal);

    private static void RequireClassFolders(string path, ImageSource source)
    {
        if (source.Entries.FirstOrDefault(entry => entry.ClassName is null || !entry.Path.Contains('/', StringComparison.Ordinal)) is not null)
        {
            string example = source.Entries.First(entry => !entry.Path.Contains('/', StringComparison.Ordinal)).Path;
            throw new InputException(
                $"Each image must lie in the folder of its class, but '{path}' holds images outside of class folders, such as '{example}': make one folder per class.");
        }

        // A hidden folder, such as that of version control, is no class that someone forgot to fill.
        string[] empty = [.. SubFolders(path).Where(folder => !folder.StartsWith('.')).Select(Printable.OnOneLine).Except(source.Classes).Select(name => $"'{name}'")];
        if (empty.Length > 0)
        {
            throw new InputException(
                $"Each class folder must hold images, but {string.Join(", ", empty)} in '{path}' {(empty.Length == 1 ? "holds" : "hold")} none: add images or remove the folder.");
        }
    }

    private static List<string> NotesOf(ImageSource source, string[] parts)
    {
        List<string> notes = [.. source.Notes];
        string[] unused = parts.Length == 0
            ? []
            : [.. source.Entries.Select(entry => entry.Path).Where(image => !parts.Contains(image.Split('/')[0], StringComparer.Ordinal))];
        if (unused.Length > 0)
        {
            notes.Add(unused.Length == 1
                ? $"One image of '{source.Description}' lies beside {string.Join(", ", parts)} and is not used: '{Printable.Of(unused[0])}'."
                : $"{unused.Length} images of '{source.Description}' lie beside {string.Join(", ", parts)} and are not used, such as '{Printable.Of(unused[0])}'.");
        }

        if (source.IgnoredFiles is [var first, ..])
        {
            notes.Add(source.IgnoredFiles.Count == 1
                ? $"One file of '{source.Description}' is no image by its name and is not used: '{Printable.Of(first)}'."
                : $"{source.IgnoredFiles.Count} files of '{source.Description}' are no images by their names and are not used, such as '{Printable.Of(first)}'.");
        }

        return notes;
    }
}
