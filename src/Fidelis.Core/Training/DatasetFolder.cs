using Fidelis.Images;
using Fidelis.Numerics.Errors;

namespace Fidelis.Training;

/// <summary>
/// Reads a folder as data for training: either one folder per class, which is divided 80/10/10 class by class, or the folders
/// <c>train</c>, <c>val</c> (<c>valid</c>, <c>validation</c>) and <c>test</c> with one folder per class in each, which are taken as
/// they are.
/// </summary>
public static class DatasetFolder
{
    private static readonly string[] TrainNames = ["train"];
    private static readonly string[] ValidationNames = ["val", "valid", "validation"];
    private static readonly string[] TestNames = ["test"];

    /// <summary>Lists and divides the images; none is read.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="seed">Decides the division of class folders; ignored for folders that are divided already.</param>
    /// <param name="classes">The only classes that are taken, in any order; <see langword="null"/> for all.</param>
    /// <returns>The three parts.</returns>
    /// <exception cref="InputException">
    /// There is no such folder, images lie outside of class folders, a class folder holds no image, there are fewer than two classes, a
    /// class is too small to be divided, or the classes of the parts differ.
    /// </exception>
    public static LabeledDataset Open(string path, ulong seed, IReadOnlyCollection<string>? classes = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        ImageSource whole = ImageSources.Open(path);
        string[] train = FoldersNamed(path, TrainNames);
        string[] validation = FoldersNamed(path, ValidationNames);
        string[] test = FoldersNamed(path, TestNames);
        bool divided = train.Length > 0 && validation.Length + test.Length > 0;
        return divided ? OpenDivided(path, whole, train, validation, test, classes) : Divide(path, whole, seed, classes);
    }

    private static LabeledDataset Divide(string path, ImageSource source, ulong seed, IReadOnlyCollection<string>? classes)
    {
        RequireClassFolders(path, source);
        source = classes is null ? source : source.OnlyClasses(classes);
        RequireTwoClasses(path, source.Classes);
        ILookup<string, ImageEntry> images = source.Entries.ToLookup(entry => entry.ClassName!);
        string[] small = [.. source.Classes.Where(name => images[name].Count() < StratifiedSplit.SmallestClass)];
        if (small.Length > 0)
        {
            throw new InputException(
                $"Each class must have at least {StratifiedSplit.SmallestClass} images, one each for training, validation and test, but "
                + $"{string.Join(", ", small.Select(name => $"'{name}' has {images[name].Count()}"))} in '{path}': add images or remove the folder.");
        }

        List<LabeledImage> train = [];
        List<LabeledImage> validation = [];
        List<LabeledImage> test = [];
        for (int label = 0; label < source.Classes.Count; label++)
        {
            string name = source.Classes[label];
            ImageEntry[] entries = [.. images[name]];
            (int[] trainIndices, int[] validationIndices, int[] testIndices) = StratifiedSplit.Choose(entries.Length, name, seed);
            train.AddRange(trainIndices.Select(i => new LabeledImage(entries[i], label)));
            validation.AddRange(validationIndices.Select(i => new LabeledImage(entries[i], label)));
            test.AddRange(testIndices.Select(i => new LabeledImage(entries[i], label)));
        }

        return new LabeledDataset(path, source.Classes, $"stratified 80/10/10, seed {seed}", train, validation, test, NotesOf(source, []));
    }

    private static LabeledDataset OpenDivided(string path, ImageSource whole, string[] trainNames, string[] validationNames, string[] testNames, IReadOnlyCollection<string>? classes)
    {
        string train = Single(path, trainNames, "train");
        string validation = Single(path, validationNames, "val");
        string test = Single(path, testNames, "test");
        string[] names = [train, validation, test];
        ImageSource[] parts = [.. names.Select(name => ImageSources.Open(Path.Combine(path, name)))];
        foreach ((string name, ImageSource part) in names.Zip(parts))
        {
            RequireClassFolders(Path.Combine(path, name), part);
        }

        if (classes is not null)
        {
            parts = [.. parts.Select(part => part.OnlyClasses(classes))];
        }

        string[] all = [.. parts.SelectMany(part => part.Classes).Distinct().Order(StringComparer.Ordinal)];
        string[] differences = [.. names.Zip(parts).Select(pair => Lacks(pair.First, all.Except(pair.Second.Classes))).OfType<string>()];
        if (differences.Length > 0)
        {
            throw new InputException(
                $"The folders {train}, {validation} and {test} of '{path}' must have the same classes, but {string.Join("; ", differences)}: add the folders with images or remove them everywhere.");
        }

        RequireTwoClasses(path, all);
        LabeledImage[][] images = [.. parts.Select(part => part.Entries.Select(entry => new LabeledImage(entry, Array.IndexOf(all, entry.ClassName))).ToArray())];
        return new LabeledDataset(path, all, $"folders {train}, {validation}, {test}", images[0], images[1], images[2], NotesOf(whole, names));
    }

    private static string? Lacks(string part, IEnumerable<string> missing)
    {
        string[] names = [.. missing.Select(name => $"'{name}'")];
        return names.Length == 0 ? null : $"{part} lacks {string.Join(", ", names)}";
    }

    private static string Single(string path, string[] found, string wanted) => found switch
    {
        [var name] => name,
        [] => throw new InputException($"A data set with a folder 'train' must have the folders train, val and test, but '{path}' has no '{wanted}': add it, or give the class folders alone to be divided 80/10/10."),
        _ => throw new InputException($"A data set must have one folder for each part, but '{path}' has {string.Join(" and ", found.Select(name => $"'{name}'"))}: keep one."),
    };

    private static string[] FoldersNamed(string path, string[] names) =>
        [.. SubFolders(path).Where(folder => names.Contains(folder, StringComparer.OrdinalIgnoreCase))];

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
        string[] empty = [.. SubFolders(path).Where(folder => !folder.StartsWith('.')).Except(source.Classes).Select(name => $"'{name}'")];
        if (empty.Length > 0)
        {
            throw new InputException(
                $"Each class folder must hold images, but {string.Join(", ", empty)} in '{path}' {(empty.Length == 1 ? "holds" : "hold")} none: add images or remove the folder.");
        }
    }

    private static void RequireTwoClasses(string path, IReadOnlyList<string> classes)
    {
        if (classes.Count < 2)
        {
            throw new InputException($"A classifier needs at least 2 classes, but '{path}' has 1, '{classes[0]}': add a folder for each other class.");
        }
    }

    private static List<string> NotesOf(ImageSource source, string[] parts)
    {
        List<string> notes = [];
        string[] unused = parts.Length == 0
            ? []
            : [.. source.Entries.Select(entry => entry.Path).Where(image => !parts.Contains(image.Split('/')[0], StringComparer.Ordinal))];
        if (unused.Length > 0)
        {
            notes.Add($"{unused.Length} images of '{source.Description}' lie beside {string.Join(", ", parts)} and are not used, such as '{unused[0]}'.");
        }

        if (source.IgnoredFiles.Count > 0)
        {
            notes.Add($"{source.IgnoredFiles.Count} files of '{source.Description}' are no images by their names and are not used, such as '{source.IgnoredFiles[0]}'.");
        }

        return notes;
    }
}
