using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace Fidelis.Cli.Options;

/// <summary>
/// Reads the numbers of options: with a decimal point wherever in the world the command runs, and without thousands separators, so that
/// <c>0,003</c> is refused rather than taken for three.
/// </summary>
internal static class NumberParser
{
    /// <summary>Reads a whole number.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="argument">The text; gets an error where it is another thing.</param>
    /// <returns>The number.</returns>
    public static T Whole<T>(ArgumentResult argument)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T> =>
        Read<T>(argument, NumberStyles.AllowLeadingSign, $"a whole number of at most {T.MaxValue}");

    /// <summary>Reads a whole number of an option that may be left out.</summary>
    /// <inheritdoc cref="Whole{T}(ArgumentResult)"/>
    public static int? OptionalWhole(ArgumentResult argument) => Whole<int>(argument);

    /// <summary>Reads a number of an option that may be left out.</summary>
    /// <param name="argument">The text; gets an error where it is another thing.</param>
    /// <returns>The number.</returns>
    public static double? OptionalReal(ArgumentResult argument) => Read<double>(argument, NumberStyles.Float, "a number such as 0.001");

    /// <summary>Reads a number that is a part of an option.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The number.</param>
    /// <returns>Whether the text is a number.</returns>
    public static bool TryReal(string text, out double value) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    private static T Read<T>(ArgumentResult argument, NumberStyles styles, string expected)
        where T : struct, INumberBase<T>
    {
        string text = argument.Tokens[0].Value;
        if (T.TryParse(text, styles, CultureInfo.InvariantCulture, out T value))
        {
            return value;
        }

        string option = argument.Parent is OptionResult parent ? parent.Option.Name : argument.Argument.Name;
        argument.AddError($"{option} must be {expected}, but is '{text}'.");
        return default;
    }
}
