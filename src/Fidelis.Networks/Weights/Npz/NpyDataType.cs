using System.Globalization;
using Fidelis.Numerics.Errors;

namespace Fidelis.Networks.Weights.Npz;

/// <summary>
/// The type of an array's elements as NumPy writes it: byte order, kind and bytes, such as <c>&lt;f4</c>. Known are <c>f2 f4 f8</c>,
/// <c>i1 i2 i4 i8</c>, <c>u1 u2 u4 u8</c>, <c>b1</c> and <c>U</c> of any length.
/// </summary>
/// <param name="Kind"><c>f</c>, <c>i</c>, <c>u</c>, <c>b</c> or <c>U</c>.</param>
/// <param name="Size">Bytes of one element; for <c>U</c> four times the letters.</param>
/// <param name="IsBigEndian">Whether the most significant byte comes first.</param>
public readonly record struct NpyDataType(char Kind, int Size, bool IsBigEndian)
{
    /// <summary>More letters than any path or label has; bounds what a header may ask for.</summary>
    private const int MaximumLetters = 1 << 20;

    /// <summary>Gets <c>&lt;f4</c>.</summary>
    public static NpyDataType F4 => new('f', 4, false);

    /// <summary>Gets <c>&lt;f8</c>.</summary>
    public static NpyDataType F8 => new('f', 8, false);

    /// <summary>Gets <c>&lt;i8</c>.</summary>
    public static NpyDataType I8 => new('i', 8, false);

    /// <summary>Gets whether the elements are texts.</summary>
    public bool IsText => Kind == 'U';

    /// <summary>Gets the type of texts of a length.</summary>
    /// <param name="letters">Unicode code points of the longest text.</param>
    /// <returns><c>&lt;U</c> with that length.</returns>
    public static NpyDataType Text(int letters) => new('U', checked(4 * letters), false);

    /// <summary>Reads NumPy's notation.</summary>
    /// <param name="text">Such as <c>&lt;f4</c>, <c>|u1</c>, <c>&gt;i8</c>, <c>&lt;U12</c>.</param>
    /// <param name="name">The array, for messages.</param>
    /// <returns>The type.</returns>
    /// <exception cref="InputException">The type is none that <see cref="NpyDataType"/> knows.</exception>
    public static NpyDataType Parse(string text, string name)
    {
        ArgumentNullException.ThrowIfNull(text);
        bool known = text.Length >= 3
            && text[0] is '<' or '>' or '|' or '='
            && int.TryParse(text.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out int size)
            && (text[1], size) is ('f', 2 or 4 or 8) or ('i' or 'u', 1 or 2 or 4 or 8) or ('b', 1) or ('U', >= 1 and <= MaximumLetters);
        if (!known)
        {
            string remedy = text.Length > 1 && text[1] == 'O' ? "it holds Python objects, which are never loaded" : $"its elements are '{text}'";
            throw new InputException($"The array {name} must hold numbers, truth values or unicode texts, but {remedy}.");
        }

        int number = int.Parse(text.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture);
        return new NpyDataType(text[1], text[1] == 'U' ? 4 * number : number, text[0] == '>');
    }

    /// <summary>Writes NumPy's notation.</summary>
    /// <returns>Such as <c>&lt;f4</c>; <c>|</c> stands where there is no byte order.</returns>
    public override string ToString()
    {
        char order = Size == 1 ? '|' : IsBigEndian ? '>' : '<';
        return string.Create(CultureInfo.InvariantCulture, $"{order}{Kind}{(IsText ? Size / 4 : Size)}");
    }
}
