using System.Globalization;
using Fidelis.Numerics.Errors;

namespace Fidelis.Images;

/// <summary>Lists names in a sentence without filling the screen.</summary>
internal static class ShortList
{
    /// <summary>Writes the first names in quotes, and how many follow.</summary>
    public static string Of(IReadOnlyCollection<string> names, int most) =>
        string.Join(", ", names.Take(most).Select(name => $"'{Printable.Of(name)}'"))
        + (names.Count > most ? string.Create(CultureInfo.InvariantCulture, $" and {names.Count - most} more") : "");
}
