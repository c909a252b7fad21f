using System.Globalization;
using Fidelis.Features;
using Fidelis.Numerics.Randomness;

namespace Fidelis.Sensitivity.Experiments;

/// <summary>One way of losing modes, in steps from nothing lost to nearly everything, each at the same number of images.</summary>
internal sealed class ModeTrial
{
    private readonly Func<ModeDivision, int, Xoshiro256, IEnumerable<long>> draw;

    private ModeTrial(string name, IReadOnlyList<(string Label, double Lost)> steps, Func<ModeDivision, int, Xoshiro256, IEnumerable<long>> draw)
    {
        Name = name;
        Steps = steps;
        this.draw = draw;
    }

    /// <summary>Gets what is done.</summary>
    public string Name { get; }

    /// <summary>Gets what is kept at each step, in words, and the share that is lost; the first loses nothing.</summary>
    public IReadOnlyList<(string Label, double Lost)> Steps { get; }

    /// <summary>Finds the trials that a set allows.</summary>
    /// <param name="set">A set in which every image has a class, of which there are two or more.</param>
    /// <param name="steps">The most steps of each.</param>
    public static IReadOnlyList<ModeTrial> Of(FeatureSet set, int steps)
    {
        int[] halves = [.. set.Labels.OfType<string>().CountBy(label => label).Select(pair => pair.Value / 2)];
        return [Dropping(halves, steps), Shrinking(halves, steps), Repeating(halves.Sum(), steps)];
    }

    /// <summary>Draws what stands for a generated set.</summary>
    /// <param name="division">The halves.</param>
    /// <param name="step">The step.</param>
    /// <param name="random">Decides the images.</param>
    /// <returns>Rows of the set.</returns>
    public long[] Draw(ModeDivision division, int step, Xoshiro256 random) => [.. draw(division, step, random)];

    /// <summary>Keeps m of K classes. As many images as the smallest class has, because it may be the one that is left.</summary>
    private static ModeTrial Dropping(int[] halves, int steps)
    {
        int classes = halves.Length;
        int[] kept = [.. Evenly(classes, 1, steps).Distinct()];
        return new ModeTrial(
            "classes dropped",
            [.. kept.Select(m => ($"{m} of {classes} classes", 1 - ((double)m / classes)))],
            (division, step, random) => ModeDivision.Draw(division.Of(division.Order.Take(kept[step])), halves.Min(), random));
    }

    /// <summary>Shrinks the share of one class to nothing. As many images as the others have without the largest.</summary>
    private static ModeTrial Shrinking(int[] halves, int steps)
    {
        int count = halves.Sum() - halves.Max();
        double[] shares = [.. Enumerable.Range(0, steps).Select(step => 1 - (step / (steps - 1.0)))];
        return new ModeTrial(
            "one class made rare",
            [.. shares.Select(share => (string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.#} % of one class"), 1 - share))],
            (division, step, random) =>
            {
                long[] rare = division.Others[division.Shrinking];
                int left = (int)Math.Round(shares[step] * count * rare.Length / halves.Sum());
                long[] others = division.Of(division.Others.Keys.Where(name => name != division.Shrinking));
                return ModeDivision.Draw(rare, left, random.Split("rare")).Concat(ModeDivision.Draw(others, count - left, random.Split("others"))).Order();
            });
    }

    /// <summary>Repeats fewer and fewer different images, each as often as the others or once more, down to two.</summary>
    private static ModeTrial Repeating(int count, int steps)
    {
        int[] different = [.. Enumerable.Range(0, steps).Select(step => Math.Max(count >> step, 2)).Distinct()];
        return new ModeTrial(
            "images repeated",
            [.. different.Select(kept => ($"{kept} of {count} images", 1 - ((double)kept / count)))],
            (division, step, random) =>
            {
                long[] kept = [.. ModeDivision.Draw(division.Of(division.Others.Keys), different[step], random)];
                return Enumerable.Range(0, count).Select(i => kept[i % kept.Length]).Order();
            });
    }

    private static IEnumerable<int> Evenly(int first, int last, int steps) =>
        first - last < steps
            ? Enumerable.Range(last, first - last + 1).Reverse()
            : Enumerable.Range(0, steps).Select(step => (int)Math.Round(first + ((last - first) * step / (steps - 1.0))));
}
