using Fidelis.Images.Labels;
using Fidelis.Networks.Weights;
using Fidelis.Networks.Weights.Npz;
using Fidelis.Numerics.Errors;

namespace Fidelis.Images.Arrays;

/// <summary>
/// A binary file of CIFAR-10 or CIFAR-100 (Krizhevsky 2009): records of one label or two (coarse, fine) and 32 x 32 pixels as three
/// planes. The classes of CIFAR-100 are the fine ones.
/// </summary>
/// <param name="LabelBytes">1 for CIFAR-10, 2 for CIFAR-100; the last one is the class.</param>
/// <param name="Labels">The class of each record.</param>
internal sealed record CifarFile(int LabelBytes, byte[] Labels)
{
    private const int Side = 32;
    private const int PixelBytes = Side * Side * 3;

    /// <summary>The labels that each byte may have, and the file beside the pictures that names the classes.</summary>
    private static readonly (int[] LabelCounts, string NamesFile)[] Kinds = [([10], "batches.meta.txt"), ([20, 100], "fine_label_names.txt")];

    /// <summary>Gets the names of the files that name the classes, beside the pictures.</summary>
    public static IEnumerable<string> NamesFiles => Kinds.Select(kind => kind.NamesFile);

    /// <summary>Looks whether a file is one of these: its length is a multiple of the record's, and every label is in range.</summary>
    /// <param name="file">The file.</param>
    /// <returns>The labels, or <see langword="null"/> where it is none.</returns>
    /// <exception cref="InputException">It could be both.</exception>
    public static CifarFile? Recognize(FileWindow file)
    {
        CifarFile[] fitting = [.. Kinds.Select(kind => Read(file, kind.LabelCounts)).OfType<CifarFile>()];
        return fitting.Length <= 1
            ? fitting.FirstOrDefault()
            : throw new InputException($"The file '{file.Name}' could be CIFAR-10 and CIFAR-100 by its length and labels: save its images by numpy.save as [n, 3, 32, 32].");
    }

    /// <summary>Opens the pictures of a file that was recognised.</summary>
    /// <param name="file">The file.</param>
    /// <param name="folder">The folder that may hold the names of the classes, or <see langword="null"/>.</param>
    /// <param name="options">Limits.</param>
    /// <returns>The pictures and their classes.</returns>
    /// <exception cref="InputException">The file of the names has not one name for each class.</exception>
    public LabelledArray Open(FileWindow file, string? folder, SourceOptions options)
    {
        (int[] labelCounts, string namesFile) = Kinds[LabelBytes - 1];
        string[] names = Names(folder is null ? null : Path.Combine(folder, namesFile), labelCounts[^1], options);
        ArrayLayout layout = new(Labels.Length, Side, Side, 3, IsPlanar: true);
        return new LabelledArray(
            new PictureArray(file, layout, new NpyDataType('u', 1, IsBigEndian: false), LabelBytes, LabelBytes), [.. Labels.Select(label => names[label])]);
    }

    private static CifarFile? Read(FileWindow file, int[] labelCounts)
    {
        int record = labelCounts.Length + PixelBytes;
        if (file.Length == 0 || file.Length % record != 0 || file.Length / record > Array.MaxLength)
        {
            return null;
        }

        List<byte> labels = [];
        byte[] start = new byte[labelCounts.Length];
        for (long offset = 0; offset < file.Length; offset += record)
        {
            file.Read(offset, start);
            if (!start.Zip(labelCounts, (label, count) => label < count).All(inRange => inRange))
            {
                return null;
            }

            labels.Add(start[^1]);
        }

        return new CifarFile(labelCounts.Length, [.. labels]);
    }

    private static string[] Names(string? path, int count, SourceOptions options)
    {
        if (path is null || !File.Exists(path))
        {
            return [.. Enumerable.Range(0, count).Select(number => ClassNumber.NameOf(number))];
        }

        string[] names = [.. BoundedFile.Lines(BoundedFile.Text(BoundedFile.ReadAll(path, options), path)).Select(line => line.Trim()).Where(line => line.Length > 0)];
        return names.Length == count && names.Distinct().Count() == count
            ? names
            : throw new InputException($"The file '{path}' must name {count} classes, one on each line, but names {names.Distinct().Count()}: mend or remove it.");
    }
}
