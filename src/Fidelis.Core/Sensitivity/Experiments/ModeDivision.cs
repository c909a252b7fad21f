using Fidelis.Features;
using Fidelis.Numerics.Randomness;

namespace Fidelis.Sensitivity.Experiments;

/// <summary>A division of a labelled set into halves, class by class, with an order of the classes.</summary>
/// <param name="Reference">The rows of the half that stands for the reference, ascending.</param>
/// <param name="Others">The rows of the other half, by class.</param>
/// <param name="Order">The classes in the order in which they are kept: the first is kept longest.</param>
/// <param name="Shrinking">The class that is made rare: another one in each division, until all have been.</param>
internal sealed record ModeDivision(IReadOnlyList<long> Reference, IReadOnlyDictionary<string, long[]> Others, IReadOnlyList<string> Order, string Shrinking)
{
    /// <summary>Divides a set in which every image has a class. Of an odd number, the reference has one more.</summary>
    /// <param name="set">The set.</param>
    /// <param name="repeat">The number of the division.</param>
    /// <param name="random">Decides it.</param>
    public static ModeDivision Of(FeatureSet set, int repeat, Xoshiro256 random)
    {
        List<long> reference = [];
        Dictionary<string, long[]> others = new(StringComparer.Ordinal);
        IReadOnlyList<string> classes = set.FindClasses();
        foreach (string name in classes)
        {
            long[] rows = [.. Enumerable.Range(0, set.Labels.Count).Where(row => set.Labels[row] == name).Select(row => (long)row)];
            random.Split("halves").Split(name).Shuffle(rows.AsSpan());
            int half = rows.Length / 2;
            others.Add(name, rows[..half]);
            reference.AddRange(rows[half..]);
        }

        return new ModeDivision(
            [.. reference.Order()],
            others,
            [.. random.Split("order").Permutation(classes.Count).Select(index => classes[index])],
            classes[repeat % classes.Count]);
    }

    /// <summary>Gets the rows of the other half that are of some classes.</summary>
    public long[] Of(IEnumerable<string> classes) => [.. classes.SelectMany(name => Others[name])];

    /// <summary>Draws some of rows at random, in ascending order.</summary>
    public static IEnumerable<long> Draw(long[] rows, int count, Xoshiro256 random) => random.Permutation(rows.Length)[..count].Select(index => rows[index]).Order();
}
