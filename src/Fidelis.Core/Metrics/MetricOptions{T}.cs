using System.Globalization;
using System.Numerics;
using Fidelis.Numerics.Errors;

namespace Fidelis.Metrics;

/// <summary>Binds text to the options record of a metric. The metric lists its options; nobody else needs to know them.</summary>
/// <typeparam name="TOptions">The record, immutable, whose own values are the defaults.</typeparam>
/// <param name="defaults">The record with the defaults.</param>
public sealed class MetricOptions<TOptions>(TOptions defaults) : IMetricOptions
{
    private const string Infinite = "inf";

    private readonly List<Entry> entries = [];

    /// <inheritdoc/>
    public IReadOnlyList<MetricOption> All => [.. entries.Select(entry => entry.Option)];

    /// <summary>Adds an option that is a whole number.</summary>
    /// <param name="name">The name, without the id of the metric.</param>
    /// <param name="meaning">What it does, in one sentence.</param>
    /// <param name="minimum">The least value.</param>
    /// <param name="maximum">The greatest value.</param>
    /// <param name="read">Reads it from the record.</param>
    /// <param name="with">Makes the record that differs in it.</param>
    /// <returns>These options.</returns>
    public MetricOptions<TOptions> WholeNumber(string name, string meaning, int minimum, int maximum, Func<TOptions, int> read, Func<TOptions, int, TOptions> with) =>
        Add(name, meaning, Whole(minimum, maximum), text => WholeOf(text, minimum, maximum), read, (options, value) => with(options, (int)value));

    /// <summary>Adds an option that is a whole number or a word.</summary>
    /// <param name="name">The name, without the id of the metric.</param>
    /// <param name="meaning">What it does, in one sentence.</param>
    /// <param name="minimum">The least value.</param>
    /// <param name="maximum">The greatest value.</param>
    /// <param name="word">The word, which is <see langword="null"/> in the record.</param>
    /// <param name="read">Reads it from the record.</param>
    /// <param name="with">Makes the record that differs in it.</param>
    /// <returns>These options.</returns>
    public MetricOptions<TOptions> WholeNumberOr(
        string name, string meaning, int minimum, int maximum, string word, Func<TOptions, int?> read, Func<TOptions, int?, TOptions> with) =>
        AddOr(name, meaning, Whole(minimum, maximum), text => WholeOf(text, minimum, maximum), word, read, (options, value) => with(options, (int?)value));

    /// <summary>Adds an option that is the seed of a generator of 32 bits.</summary>
    /// <param name="name">The name, without the id of the metric.</param>
    /// <param name="meaning">What it does, in one sentence.</param>
    /// <param name="read">Reads it from the record.</param>
    /// <param name="with">Makes the record that differs in it.</param>
    /// <returns>These options.</returns>
    public MetricOptions<TOptions> Seed(string name, string meaning, Func<TOptions, uint> read, Func<TOptions, uint, TOptions> with) =>
        Add(name, meaning, Whole(0, uint.MaxValue), text => WholeOf(text, 0, uint.MaxValue), options => read(options), (options, value) => with(options, (uint)value));

    /// <summary>Adds an option that is the seed of a generator of 32 bits, or <c>none</c>.</summary>
    /// <param name="name">The name, without the id of the metric.</param>
    /// <param name="meaning">What it does, in one sentence.</param>
    /// <param name="read">Reads it from the record; <see langword="null"/> is <c>none</c>.</param>
    /// <param name="with">Makes the record that differs in it.</param>
    /// <returns>These options.</returns>
    public MetricOptions<TOptions> SeedOrNone(string name, string meaning, Func<TOptions, uint?> read, Func<TOptions, uint?, TOptions> with) =>
        AddOr(name, meaning, Whole(0, uint.MaxValue), text => WholeOf(text, 0, uint.MaxValue), "none", options => read(options), (options, value) => with(options, (uint?)value));

    /// <summary>Adds an option that is a number.</summary>
    /// <param name="name">The name, without the id of the metric.</param>
    /// <param name="meaning">What it does, in one sentence.</param>
    /// <param name="minimum">The least value.</param>
    /// <param name="maximum">The greatest value; where it is infinite, <c>inf</c> is taken too.</param>
    /// <param name="read">Reads it from the record.</param>
    /// <param name="with">Makes the record that differs in it.</param>
    /// <returns>These options.</returns>
    public MetricOptions<TOptions> Number(
        string name, string meaning, double minimum, double maximum, Func<TOptions, double> read, Func<TOptions, double, TOptions> with) =>
        Add(name, meaning, Between(minimum, maximum), text => NumberOf(text, minimum, maximum), read, with);

    /// <summary>Adds an option that is a number or a word.</summary>
    /// <param name="name">The name, without the id of the metric.</param>
    /// <param name="meaning">What it does, in one sentence.</param>
    /// <param name="minimum">The least value.</param>
    /// <param name="maximum">The greatest value.</param>
    /// <param name="word">The word, which is <see langword="null"/> in the record.</param>
    /// <param name="read">Reads it from the record.</param>
    /// <param name="with">Makes the record that differs in it.</param>
    /// <returns>These options.</returns>
    public MetricOptions<TOptions> NumberOr(
        string name, string meaning, double minimum, double maximum, string word, Func<TOptions, double?> read, Func<TOptions, double?, TOptions> with) =>
        AddOr(name, meaning, Between(minimum, maximum), text => NumberOf(text, minimum, maximum), word, read, with);

    /// <summary>Adds an option that is one of several words.</summary>
    /// <typeparam name="TValue">The type of the option in the record.</typeparam>
    /// <param name="name">The name, without the id of the metric.</param>
    /// <param name="meaning">What it does, in one sentence.</param>
    /// <param name="choices">The words and their values.</param>
    /// <param name="read">Reads it from the record.</param>
    /// <param name="with">Makes the record that differs in it.</param>
    /// <returns>These options.</returns>
    public MetricOptions<TOptions> Choice<TValue>(
        string name, string meaning, (string Word, TValue Value)[] choices, Func<TOptions, TValue> read, Func<TOptions, TValue, TOptions> with)
    {
        ArgumentNullException.ThrowIfNull(choices);

        // Loops over an array: queries over pairs of every type of value would be compiled whenever the command starts.
        string[] words = new string[choices.Length];
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = choices[i].Word;
        }

        return Add(
            name,
            meaning,
            string.Join(" or ", words),
            options =>
            {
                TValue value = read(options);
                int index = 0;
                while (!Equals(choices[index].Value, value))
                {
                    index++;
                }

                return words[index];
            },
            (TOptions options, string text, out TOptions bound) =>
            {
                int index = Array.IndexOf(words, text);
                bound = index < 0 ? options : with(options, choices[index].Value);
                return index >= 0;
            });
    }

    /// <summary>Adds an option that is a list of names.</summary>
    /// <param name="name">The name, without the id of the metric.</param>
    /// <param name="meaning">What it does, in one sentence.</param>
    /// <param name="all">The word that stands for every name there is, which is an empty list in the record.</param>
    /// <param name="read">Reads it from the record.</param>
    /// <param name="with">Makes the record that differs in it.</param>
    /// <returns>These options.</returns>
    public MetricOptions<TOptions> Names(
        string name, string meaning, string all, Func<TOptions, IReadOnlyList<string>> read, Func<TOptions, IReadOnlyList<string>, TOptions> with) =>
        Add(
            name,
            meaning,
            $"names, separated by commas, or {all}",
            options => read(options) is { Count: > 0 } names ? string.Join(',', names) : all,
            (TOptions options, string text, out TOptions bound) =>
            {
                string[] names = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
                bound = with(options, text == all ? [] : names);
                return names.Length > 0;
            });

    /// <summary>Makes the record that settings describe.</summary>
    /// <param name="settings">What the user gave.</param>
    /// <returns>The defaults with the given values in their places.</returns>
    /// <exception cref="InputException">An option is unknown or out of range.</exception>
    public TOptions Bind(MetricSettings settings)
    {
        if (FindProblems(settings) is [string first, ..])
        {
            throw new InputException(first);
        }

        TOptions options = defaults;
        foreach (Entry entry in entries)
        {
            if (settings.Values.TryGetValue(entry.Option.Name, out string? text))
            {
                _ = entry.Parse(options, text, out options);
            }
        }

        return options;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> FindProblems(MetricSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        List<string> problems = [];
        foreach ((string name, string text) in settings.Values.OrderBy(value => value.Key, StringComparer.Ordinal))
        {
            if (entries.Find(entry => entry.Option.Name == name) is not { } entry)
            {
                problems.Add(entries.Count == 0
                    ? $"There is no option '{name}': this metric has none."
                    : $"There is no option '{name}': there are {string.Join(", ", entries.Select(known => known.Option.Name))}.");
            }
            else if (!entry.Parse(defaults, text, out _))
            {
                problems.Add($"The option '{name}' must be {entry.Option.Accepts}, but is '{text}'.");
            }
        }

        return problems;
    }

    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<string, string>> Resolve(MetricSettings settings)
    {
        TOptions options = Bind(settings);
        return [.. entries.Select(entry => KeyValuePair.Create(entry.Option.Name, entry.Read(options)))];
    }

    private static string Whole(long minimum, long maximum) => $"a whole number from {Text(minimum)} to {Text(maximum)}";

    private static string Between(double minimum, double maximum) =>
        double.IsInfinity(maximum) ? $"a number from {Text(minimum)} up, or {Infinite}" : $"a number from {Text(minimum)} to {Text(maximum)}";

    private static double? WholeOf(string text, long minimum, long maximum) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value) && value >= minimum && value <= maximum ? value : null;

    private static double? NumberOf(string text, double minimum, double maximum)
    {
        const NumberStyles Style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent | NumberStyles.AllowLeadingSign;
        if (text == Infinite)
        {
            return double.IsInfinity(maximum) ? maximum : null;
        }

        return double.TryParse(text, Style, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) && value >= minimum && value <= maximum
            ? value
            : null;
    }

    private static string Text(double value) => double.IsInfinity(value) ? Infinite : value.ToString(CultureInfo.InvariantCulture);

    private MetricOptions<TOptions> Add<TNumber>(
        string name, string meaning, string accepts, Func<string, double?> parse, Func<TOptions, TNumber> read, Func<TOptions, double, TOptions> with)
        where TNumber : INumber<TNumber> =>
        Add(name, meaning, accepts, options => Text(double.CreateChecked(read(options))), (TOptions options, string text, out TOptions bound) =>
        {
            double? value = parse(text);
            bound = value is { } known ? with(options, known) : options;
            return value is not null;
        });

    private MetricOptions<TOptions> AddOr<TNumber>(
        string name, string meaning, string accepts, Func<string, double?> parse, string word, Func<TOptions, TNumber?> read, Func<TOptions, double?, TOptions> with)
        where TNumber : struct, INumber<TNumber> =>
        Add(name, meaning, $"{accepts}, or {word}", options => read(options) is { } number ? Text(double.CreateChecked(number)) : word, (TOptions options, string text, out TOptions bound) =>
        {
            double? value = parse(text);
            bound = value is null && text != word ? options : with(options, value);
            return value is not null || text == word;
        });

    private MetricOptions<TOptions> Add(string name, string meaning, string accepts, Func<TOptions, string> read, Parser parse)
    {
        entries.Add(new Entry(new MetricOption(name, read(defaults), accepts, meaning), read, parse));
        return this;
    }

    private delegate bool Parser(TOptions options, string text, out TOptions bound);

    private sealed record Entry(MetricOption Option, Func<TOptions, string> Read, Parser Parse);
}
