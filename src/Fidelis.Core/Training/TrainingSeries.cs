using Fidelis.Numerics.Errors;

namespace Fidelis.Training;

/// <summary>Trainings that differ by their seed alone: how much of a result is chance.</summary>
public static class TrainingSeries
{
    /// <summary>Names the folder of one training below that of the series.</summary>
    /// <param name="seed">The seed.</param>
    /// <returns>For example <c>seed-1</c>.</returns>
    public static string FolderOf(ulong seed) => FormattableString.Invariant($"seed-{seed}");

    /// <summary>Lists the files that a series replaces or deletes.</summary>
    /// <param name="folder">The folder of the series.</param>
    /// <param name="seeds">The seeds.</param>
    /// <returns>The paths of those of each training, and of those of the series.</returns>
    public static IEnumerable<string> Replaced(string folder, IReadOnlyList<ulong> seeds)
    {
        ArgumentNullException.ThrowIfNull(seeds);
        return seeds.SelectMany(seed => new TrainingFolder(Path.Combine(folder, FolderOf(seed))).Replaced)
            .Concat([Path.Combine(folder, TrainingFolder.SeedsTable), Path.Combine(folder, TrainingFolder.RunFile)]);
    }

    /// <summary>Runs the trainings one after the other; those that an earlier process has finished are read.</summary>
    /// <param name="seeds">The seeds, all different.</param>
    /// <param name="create">Makes the job of a seed, whose output folder is its own.</param>
    /// <param name="find">Finds what a job that is finished left, or <see langword="null"/> where every job is to run.</param>
    /// <param name="run">Runs a job; an interrupted training ends the series.</param>
    /// <returns>The outcome of each seed that is finished, in the order of the seeds.</returns>
    /// <exception cref="InputException">A seed is named twice, or what a single training refuses.</exception>
    public static IReadOnlyList<TrainingOutcome> Run(
        IReadOnlyList<ulong> seeds, Func<ulong, TrainingJob> create, Func<TrainingJob, TrainingOutcome?>? find, Func<ulong, TrainingJob, TrainingResult> run)
    {
        ArgumentNullException.ThrowIfNull(seeds);
        ArgumentNullException.ThrowIfNull(create);
        ArgumentNullException.ThrowIfNull(run);
        if (seeds.GroupBy(seed => seed).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new InputException($"The seeds must be different, but {twice.Key} is named {twice.Count()} times.");
        }

        List<TrainingOutcome> outcomes = [];
        foreach (ulong seed in seeds)
        {
            TrainingJob job = create(seed);
            TrainingOutcome? finished = find?.Invoke(job);
            if (finished is null)
            {
                TrainingResult result = run(seed, job);
                if (result.IsInterrupted)
                {
                    break;
                }

                finished = TrainingOutcome.Of(result);
            }

            outcomes.Add(finished);
        }

        return outcomes;
    }

    /// <summary>Computes mean and standard deviation.</summary>
    /// <param name="values">Values, at least one.</param>
    /// <returns>The mean, and the deviation with denominator n - 1, or <see langword="null"/> for a single value.</returns>
    public static (double Mean, double? Deviation) Summarise(IEnumerable<double> values)
    {
        double[] all = [.. values];
        double mean = all.Average();
        return (mean, all.Length < 2 ? null : Math.Sqrt(all.Sum(value => (value - mean) * (value - mean)) / (all.Length - 1)));
    }
}
