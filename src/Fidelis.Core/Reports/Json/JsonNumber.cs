using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fidelis.Reports.Json;

/// <summary>Numbers as run files carry them: JSON has no NaN and no infinity, so that those are strings.</summary>
public static class JsonNumber
{
    /// <summary>Makes the JSON value of a number, in the fewest digits that give the same number back.</summary>
    /// <param name="value">Any number; <see langword="null"/> stays null.</param>
    /// <returns>A JSON number, one of the strings <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c>, or null.</returns>
    public static JsonNode? From(double? value) => value switch
    {
        null => null,
        double.NaN => JsonValue.Create("NaN"),
        double.PositiveInfinity => JsonValue.Create("Infinity"),
        double.NegativeInfinity => JsonValue.Create("-Infinity"),
        { } number => JsonValue.Create(number),
    };

    /// <summary>Makes the JSON array of a row of numbers.</summary>
    /// <param name="values">Numbers.</param>
    /// <returns>An array of what <see cref="From(double?)"/> makes of each.</returns>
    public static JsonArray From(IEnumerable<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        JsonArray array = [];
        foreach (double value in values)
        {
            array.Add(From((double?)value));
        }

        return array;
    }

    /// <summary>Makes the JSON value of an option or a fact: what is a number is one in the file too.</summary>
    /// <param name="text">The value as text.</param>
    /// <returns>A number where the text is a finite one, the text otherwise.</returns>
    public static JsonNode OfText(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) ? whole
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number
        : text;

    /// <summary>Reads back what <see cref="From(double?)"/> made.</summary>
    /// <param name="node">A JSON value.</param>
    /// <returns>The number, or <see langword="null"/> for null.</returns>
    /// <exception cref="FormatException">The value is neither a number nor one of the three strings.</exception>
    public static double? Read(JsonNode? node) => node?.GetValueKind() switch
    {
        null or JsonValueKind.Null => null,
        JsonValueKind.Number => node.GetValue<double>(),
        JsonValueKind.String => node.GetValue<string>() switch
        {
            "NaN" => double.NaN,
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            string other => throw new FormatException($"'{other}' is not a number."),
        },
        _ => throw new FormatException($"'{node.ToJsonString()}' is not a number."),
    };
}
