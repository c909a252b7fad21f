using System.CommandLine;
using System.Globalization;
using Fidelis.Numerics.Errors;

namespace Fidelis.Cli.Options;

/// <summary>Reads options that are counts, and sizes such as <c>2GiB</c> or <c>320x240</c>.</summary>
internal static class SizeParser
{
    private const int LongestSide = 16384;

    private static readonly (string Unit, long Bytes)[] Units =
    [
        ("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("TiB", 1L << 40),
        ("KB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("TB", 1_000_000_000_000), ("B", 1),
    ];

    /// <summary>Reads a count.</summary>
    /// <param name="option">The option.</param>
    /// <param name="parsed">The parsed command line.</param>
    /// <param name="largest">The largest count that has a meaning.</param>
    /// <returns>The count, at least 1; <see langword="null"/> where the option is not given.</returns>
    /// <exception cref="InputException">It is no such number.</exception>
    public static long? Count(Option<string?> option, ParseResult parsed, long largest) => parsed.GetValue(option) switch
    {
        null => null,
        { } text when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long count) && count >= 1 && count <= largest => count,
        { } text => throw new InputException($"{option.Name} must be a whole number from 1 to {largest}, but is '{text}'."),
    };

    /// <summary>Reads the size of a picture: <c>N</c> for a square, or <c>WIDTHxHEIGHT</c>.</summary>
    /// <param name="option">The option.</param>
    /// <param name="parsed">The parsed command line.</param>
    /// <returns>Columns and rows, each from 1 to 16,384; <see langword="null"/> where the option is not given.</returns>
    /// <exception cref="InputException">It is no such size.</exception>
    public static (int Width, int Height)? Picture(Option<string?> option, ParseResult parsed)
    {
        if (parsed.GetValue(option) is not { } text)
        {
            return null;
        }

        int[] sides = [.. text.Split('x').Select(side => int.TryParse(side, NumberStyles.None, CultureInfo.InvariantCulture, out int pixels) && pixels <= LongestSide ? pixels : 0)];
        return sides switch
        {
            [> 0 and var side] => (side, side),
            [> 0 and var width, > 0 and var height] => (width, height),
            _ => throw new InputException($"{option.Name} must be N or WIDTHxHEIGHT, each from 1 to {LongestSide} pixels, such as 64 or 320x240, but is '{text}'."),
        };
    }

    /// <summary>Reads a size in bytes.</summary>
    /// <param name="option">The option.</param>
    /// <param name="parsed">The parsed command line.</param>
    /// <returns>The bytes, at least 1; <see langword="null"/> where the option is not given.</returns>
    /// <exception cref="InputException">It is no such size.</exception>
    public static long? Bytes(Option<string?> option, ParseResult parsed)
    {
        if (parsed.GetValue(option) is not { } text)
        {
            return null;
        }

        (string unit, long factor) = Units.FirstOrDefault(unit => text.EndsWith(unit.Unit, StringComparison.OrdinalIgnoreCase), ("", 1));
        string number = text[..^unit.Length].TrimEnd();

        // More digits would leave the range of every unit.
        return number.Length <= 16 && decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value)
            && value * factor is >= 1 and <= long.MaxValue
            ? (long)(value * factor)
            : throw new InputException($"{option.Name} must be a number of bytes, such as 500000, 500MiB or 2GiB, but is '{text}'.");
    }
}
