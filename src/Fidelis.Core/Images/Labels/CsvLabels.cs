using System.Globalization;
using Fidelis.Numerics.Errors;

namespace Fidelis.Images.Labels;

/// <summary>
/// Labels in a CSV file: a header that names a column of paths (<c>filename</c>, <c>file</c>, <c>path</c> or <c>image</c>) and one of
/// classes (<c>label</c> or <c>class</c>), in any case and among others; or two columns, paths and classes, without a header.
/// </summary>
internal static class CsvLabels
{
    private static readonly string[] PathColumns = ["filename", "file", "path", "image"];
    private static readonly string[] ClassColumns = ["label", "class"];

    /// <summary>Reads the labels.</summary>
    /// <param name="text">The content of the file.</param>
    /// <param name="name">The file, for messages.</param>
    /// <returns>The labels.</returns>
    /// <exception cref="InputException">The text is no such table, or a label is empty.</exception>
    public static LabelTable Read(string text, string name)
    {
        List<(int Line, List<string> Fields)> rows = [.. CsvTable.Read(text, name)];
        if (rows.Count == 0)
        {
            throw new InputException($"A file of labels must hold a row for each image, but '{name}' is empty.");
        }

        List<string> header = rows[0].Fields;
        int path = Column(header, PathColumns, name);
        int label = Column(header, ClassColumns, name);
        bool hasHeader = path >= 0 && label >= 0;
        if (!hasHeader && header.Count != 2)
        {
            throw new InputException(
                $"A file of labels must have a header with a column of paths ({string.Join(", ", PathColumns)}) and one of classes ({string.Join(", ", ClassColumns)}), or two columns without a header, "
                + $"but the first line of '{name}' has {(header.Count == 1 ? "one field: separate the fields by commas" : $"the fields {ShortList.Of(header, 10)}")}.");
        }

        if (!hasHeader)
        {
            (path, label) = (0, 1);
        }

        return new LabelTable(name, [.. rows.Skip(hasHeader ? 1 : 0).Select(row => Row(row.Fields, row.Line, header.Count, path, label, name))]);
    }

    private static (string Path, string Class) Row(List<string> fields, int line, int columns, int path, int label, string name)
    {
        if (fields.Count != columns)
        {
            throw At(line, name, $"must have {Number(columns)} fields as the first one has, but has {Number(fields.Count)}");
        }

        string className = fields[label].Trim();
        return className.Length > 0
            ? (fields[path].Trim().Replace('\\', '/'), className)
            : throw At(line, name, "must name a class, but the field is empty");
    }

    private static int Column(List<string> header, string[] names, string name)
    {
        int[] found = [.. Enumerable.Range(0, header.Count).Where(i => names.Contains(header[i].Trim(), StringComparer.OrdinalIgnoreCase))];
        return found.Length <= 1
            ? found is [var only] ? only : -1
            : throw new InputException($"A file of labels must have one column of each kind, but '{name}' has {string.Join(" and ", found.Select(i => $"'{header[i].Trim()}'"))}: rename or remove all but one.");
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static InputException At(int line, string name, string what) => new($"Line {Number(line)} of '{name}' {what}.");
}
