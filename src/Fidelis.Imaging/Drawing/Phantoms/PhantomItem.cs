using System.Globalization;

namespace Fidelis.Imaging.Drawing.Phantoms;

/// <summary>One picture of a phantom set.</summary>
/// <param name="ClassName">Its class.</param>
/// <param name="Number">Its number within the class, from 0.</param>
/// <param name="Cell">Which cell of the class it shows; pictures of the same cell are equal.</param>
public sealed record PhantomItem(string ClassName, int Number, int Cell)
{
    /// <summary>Gets the path within the set's folder: <c>lymphocyte/lymphocyte-00007.png</c>.</summary>
    public string Path => string.Create(CultureInfo.InvariantCulture, $"{ClassName}/{ClassName}-{Number:00000}.png");
}
