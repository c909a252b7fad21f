using System.Text.Json;
using Fidelis.Features;
using Fidelis.Metrics;
using Fidelis.Statistics;
using Fidelis.Testing;

namespace Fidelis.Tests.Metrics;

/// <summary>The inputs of reference/scripts/neighbours.py, and what it made of them.</summary>
internal static class NeighbourGolden
{
    public static TheoryData<string> Names => ["uniform", "self", "unequal", "ties"];

    public static JsonElement Case(string name) =>
        Golden.Load("metrics", "neighbours").EnumerateArray().Single(entry => entry.GetProperty("name").GetString() == name);

    public static (SetStatistics Reference, SetStatistics Generated) Sets(string name) => name switch
    {
        "uniform" => (Set(1, 300, 8), Set(2, 300, 8, 0.9, 0.25)),
        "self" => (Set(1, 300, 8), Set(1, 300, 8)),
        "unequal" => (Set(3, 130, 33), Set(4, 75, 33, 0.7, 0.1)),
        _ => (Quarters(5, 90), Quarters(6, 70)),
    };

    public static MetricScore Score(
        string id, (SetStatistics Reference, SetStatistics Generated) sets, int? k = null, params (string Name, string Value)[] settings)
    {
        (string Name, string Value)[] all = k is null ? settings : [.. settings, ("k", $"{k}")];
        return ((ISetMetric)MetricCatalog.Find(id)!).Compute(
            sets.Reference, sets.Generated, new MetricSettings(all.ToDictionary(setting => setting.Name, setting => setting.Value)));
    }

    public static SetStatistics Of(string name, int dimension, params float[] features) =>
        SetStatistics.Of(name, new FeatureSet(new FeatureMatrix(dimension, features), null, [], [], "", "", []));

    private static SetStatistics Set(uint seed, int count, int dimension, double scale = 1, double shift = 0) =>
        Of("set", dimension, [.. Lcg.Values(seed, count * dimension, scale, shift).Select(value => (float)value)]);

    // Half to even, as NumPy rounds.
    private static SetStatistics Quarters(uint seed, int count) =>
        Of("set", 3, [.. Lcg.Values(seed, count * 3).Select(value => (float)(Math.Round((float)value * 4.0) / 4))]);
}
