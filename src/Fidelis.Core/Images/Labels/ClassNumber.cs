using System.Globalization;

namespace Fidelis.Images.Labels;

/// <summary>Names classes that are known by number.</summary>
/// <remarks>
/// The number is not padded: a class has one name in every file, whatever the largest label of the file is, and the folder <c>7</c>
/// holds the class 7. The order of classes is that of their names, as everywhere: 0, 1, 10, 11, 2.
/// </remarks>
internal static class ClassNumber
{
    /// <summary>Gets the name of a class.</summary>
    public static string NameOf(long number) => number.ToString(CultureInfo.InvariantCulture);
}
