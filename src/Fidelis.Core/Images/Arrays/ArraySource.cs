using System.Globalization;

namespace Fidelis.Images.Arrays;

/// <summary>The pictures of one array or several, in the order of the file: paths are indices of equal length.</summary>
internal static class ArraySource
{
    /// <summary>Lists one array.</summary>
    /// <param name="array">The pictures.</param>
    /// <param name="request">What the user named.</param>
    /// <returns>The source.</returns>
    public static ImageSource Of(LabelledArray array, SourceRequest request) => Of([("", array)], request);

    /// <summary>Lists several arrays.</summary>
    /// <param name="arrays">The pictures, and what stands before the index in the path of each.</param>
    /// <param name="request">What the user named.</param>
    /// <returns>The source.</returns>
    public static ImageSource Of(IReadOnlyList<(string Prefix, LabelledArray Array)> arrays, SourceRequest request)
    {
        request.RequireCount(arrays.Sum(item => item.Array.Pictures.Count));
        List<ImageEntry> entries = [];
        foreach ((string prefix, LabelledArray array) in arrays.OrderBy(item => item.Prefix, StringComparer.Ordinal))
        {
            int digits = (array.Pictures.Count - 1).ToString(CultureInfo.InvariantCulture).Length;
            for (int i = 0; i < array.Pictures.Count; i++)
            {
                string path = prefix + i.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
                entries.Add(new ArrayEntry(array.Pictures, i, request.Description, path, array.Classes?[i]));
            }
        }

        return new ImageSource(request.Description, entries) { Notes = [.. arrays.SelectMany(item => item.Array.Notes).Distinct()] };
    }
}
