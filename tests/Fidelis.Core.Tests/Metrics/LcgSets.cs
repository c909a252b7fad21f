using Fidelis.Features;
using Fidelis.Statistics;
using Fidelis.Testing;

namespace Fidelis.Tests.Metrics;

/// <summary>Sets whose features the golden scripts make with the same small generator.</summary>
internal static class LcgSets
{
    public static FeatureMatrix Features(uint seed, int count, int dimension, double scale = 1, double shift = 0) =>
        new(dimension, [.. Lcg.Values(seed, count * dimension, scale, shift).Select(value => (float)value)]);

    public static SetStatistics Of(uint seed, int count, int dimension, double scale = 1, double shift = 0, string name = "set") =>
        Of(Features(seed, count, dimension, scale, shift), name);

    public static SetStatistics Of(FeatureMatrix features, string name = "set") =>
        SetStatistics.Of(name, new FeatureSet(features, null, [], [], "a protocol", "hash", []));
}
