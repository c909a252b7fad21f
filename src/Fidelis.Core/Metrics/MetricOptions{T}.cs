using System.Globalization;
using Fidelis.Numerics.Errors;

namespace Fidelis.Metrics;

/// <summary>Binds text to the options record of a metric. The metric lists its options; nobody else needs to know them.</summary>
/// <typeparam name="TOptions">The record, immutable, whose own values are the defaults.</typeparam>
/// <param name="defaults">The record with the defaults.</param>
public sealed class MetricOptions<TOptions>(TOptions defaults) : IMetricOptions
{
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
        Add(name, meaning, $"a whole number from {minimum} to {maximum}", options => Text(read(options)), (TOptions options, string text, out TOptions bound) =>
        {
            bool accepted = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= minimum && value <= maximum;
            bound = accepted ? with(options, value) : options;
            return accepted;
        });

    /// <summary>Adds an option that is the seed of a generator of 32 bits, or <c>none</c>.</summary>
    /// <param name="name">The name, without the id of the metric.</param>
    /// <param name="meaning">What it does, in one sentence.</param>
    /// <param name="read">Reads it from the record; <see langword="null"/> is <c>none</c>.</param>
    /// <param name="with">Makes the record that differs in it.</param>
    /// <returns>These options.</returns>
    public MetricOptions<TOptions> SeedOrNone(string name, string meaning, Func<TOptions, uint?> read, Func<TOptions, uint?, TOptions> with) =>
        Add(name, meaning, $"a whole number from 0 to {uint.MaxValue}, or none", options => read(options) is { } seed ? Text(seed) : "none", (TOptions options, string text, out TOptions bound) =>
        {
            bool none = text == "none";
            bool accepted = uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out uint seed) || none;
            bound = accepted ? with(options, none ? null : seed) : options;
            return accepted;
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

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private MetricOptions<TOptions> Add(string name, string meaning, string accepts, Func<TOptions, string> read, Parser parse)
    {
        entries.Add(new Entry(new MetricOption(name, read(defaults), accepts, meaning), read, parse));
        return this;
    }

    private delegate bool Parser(TOptions options, string text, out TOptions bound);

    private sealed record Entry(MetricOption Option, Func<TOptions, string> Read, Parser Parse);
}
