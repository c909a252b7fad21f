using Fidelis.Images;
using Fidelis.Numerics.Errors;

namespace Fidelis.Training;

/// <summary>Makes the three parts of a data set from labelled sources.</summary>
internal static class DatasetDivision
{
    /// <summary>Divides one source 80/10/10, class by class.</summary>
    public static LabeledDataset Divide(string path, ImageSource source, ulong seed, IReadOnlyList<string> notes)
    {
        List<LabeledImage> train = [];
        List<LabeledImage> validation = [];
        List<LabeledImage> test = [];
        foreach ((ImageEntry[] entries, int label, int[] trainIndices, int[] validationIndices, int[] testIndices) in Chosen(path, source, seed))
        {
            train.AddRange(trainIndices.Select(i => new LabeledImage(entries[i], label)));
            validation.AddRange(validationIndices.Select(i => new LabeledImage(entries[i], label)));
            test.AddRange(testIndices.Select(i => new LabeledImage(entries[i], label)));
        }

        return new LabeledDataset(path, source.Classes, $"stratified 80/10/10, seed {seed}", train, validation, test, notes);
    }

    /// <summary>Takes the test images as they are, and a tenth of each class of the others to validate.</summary>
    public static LabeledDataset DivideTrain(
        string path, string trainName, ImageSource trainSource, string testName, ImageSource testSource, ulong seed, IReadOnlyList<string> notes)
    {
        string[] all = Classes(path, [trainName, testName], [trainSource, testSource]);
        List<LabeledImage> train = [];
        List<LabeledImage> validation = [];
        foreach ((ImageEntry[] entries, int label, int[] trainIndices, int[] validationIndices, int[] testIndices) in Chosen(path, trainSource, seed))
        {
            train.AddRange(trainIndices.Concat(testIndices).Order().Select(i => new LabeledImage(entries[i], label)));
            validation.AddRange(validationIndices.Select(i => new LabeledImage(entries[i], label)));
        }

        return new LabeledDataset(
            path, all, $"part {testName}; part {trainName} stratified 90/10, seed {seed}", train, validation, Labelled(testSource, all), notes);
    }

    /// <summary>Takes three parts as they are.</summary>
    public static LabeledDataset Take(string path, string rule, string[] names, ImageSource[] parts, IReadOnlyList<string> notes)
    {
        string[] all = Classes(path, names, parts);
        return new LabeledDataset(path, all, rule, Labelled(parts[0], all), Labelled(parts[1], all), Labelled(parts[2], all), notes);
    }

    private static IEnumerable<(ImageEntry[] Entries, int Label, int[] Train, int[] Validation, int[] Test)> Chosen(string path, ImageSource source, ulong seed)
    {
        RequireTwoClasses(path, source.Classes);
        ILookup<string, ImageEntry> images = source.Entries.ToLookup(entry => entry.ClassName!);
        string[] small = [.. source.Classes.Where(name => images[name].Count() < StratifiedSplit.SmallestClass)];
        if (small.Length > 0)
        {
            throw new InputException(
                $"Each class must have at least {StratifiedSplit.SmallestClass} images, one each for training, validation and test, but "
                + $"{string.Join(", ", small.Select(name => $"'{name}' has {images[name].Count()}"))} in '{path}': add images or remove the folder.");
        }

        for (int label = 0; label < source.Classes.Count; label++)
        {
            string name = source.Classes[label];
            ImageEntry[] entries = [.. images[name]];
            (int[] train, int[] validation, int[] test) = StratifiedSplit.Choose(entries.Length, name, seed);
            yield return (entries, label, train, validation, test);
        }
    }

    private static LabeledImage[] Labelled(ImageSource source, string[] classes)
    {
        Dictionary<string, int> labels = classes.Select((name, label) => (name, label)).ToDictionary(pair => pair.name, pair => pair.label, StringComparer.Ordinal);
        return [.. source.Entries.Select(entry => new LabeledImage(entry, labels[entry.ClassName!]))];
    }

    private static string[] Classes(string path, string[] names, ImageSource[] parts)
    {
        string[] all = [.. parts.SelectMany(part => part.Classes).Distinct().Order(StringComparer.Ordinal)];
        string[] differences = [.. names.Zip(parts).Select(pair => Lacks(pair.First, all.Except(pair.Second.Classes))).OfType<string>()];
        if (differences.Length > 0)
        {
            throw new InputException(
                $"The parts {string.Join(" and ", names)} of '{path}' must have the same classes, but {string.Join("; ", differences)}: add images of these classes or remove them everywhere.");
        }

        RequireTwoClasses(path, all);
        return all;
    }

    private static string? Lacks(string part, IEnumerable<string> missing)
    {
        string[] names = [.. missing.Select(name => $"'{name}'")];
        return names.Length == 0 ? null : $"{part} lacks {string.Join(", ", names)}";
    }

    private static void RequireTwoClasses(string path, IReadOnlyList<string> classes)
    {
        if (classes.Count < 2)
        {
            throw new InputException($"A classifier needs at least 2 classes, but '{path}' has 1, '{classes[0]}': add a folder for each other class.");
        }
    }
}
