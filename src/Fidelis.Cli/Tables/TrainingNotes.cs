using Fidelis.Evaluation;
using Fidelis.Numerics.Errors;
using Fidelis.Training;

namespace Fidelis.Cli.Tables;

/// <summary>Says in words what was found about the images of a training, and what is done to them that was not asked for.</summary>
internal static class TrainingNotes
{
    private const int NamedDuplicates = 3;

    /// <summary>How many times the smallest class the largest may be before the training says so.</summary>
    private const int Imbalance = 10;

    /// <summary>Finds the notes.</summary>
    /// <param name="result">A training whose images are known.</param>
    /// <returns>One sentence each; none where every image was taken as it is.</returns>
    public static IEnumerable<string> Of(TrainingResult result)
    {
        foreach (Conclusion conclusion in result.Conclusions)
        {
            yield return $"{conclusion.Kind.ToString().ToLowerInvariant()}: {Printable.OnOneLine(conclusion.Message)}";
        }

        if (result.StreamedCount > 0)
        {
            yield return $"{result.StreamedCount} images do not fit into the memory for decoded images and are decoded anew in every epoch.";
        }

        if (result.Duplicates.Count > 0)
        {
            string named = string.Join(", ", result.Duplicates.Take(NamedDuplicates).Select(Describe));
            string rest = result.Duplicates.Count > NamedDuplicates ? " and others, which the run file lists" : "";
            yield return $"warning: {result.Duplicates.Count} images of one part of the data stand in an earlier part too, so that scores look better than they are: {named}{rest}.";
        }

        if (DescribeImbalance(result.Data) is { } imbalance)
        {
            yield return imbalance;
        }
    }

    private static string? DescribeImbalance(LabeledDataset data)
    {
        (int Label, int Count)[] classes = [.. data.Train.CountBy(image => image.Label).Select(pair => (pair.Key, pair.Value))];
        (int Label, int Count) most = classes.MaxBy(pair => pair.Count);
        (int Label, int Count) fewest = classes.MinBy(pair => pair.Count);
        return most.Count < Imbalance * fewest.Count
            ? null
            : $"warning: '{data.Classes[most.Label]}' has {most.Count} images to train, '{data.Classes[fewest.Label]}' has {fewest.Count}, so that accuracy says little about the latter: look at balanced accuracy. --class-weights balanced and --best-by balanced-accuracy let all classes count alike.";
    }

    private static string Describe(SplitDuplicate duplicate)
    {
        string classes = duplicate.IsSameClass ? "" : ", as another class";
        return $"'{Printable.Of(duplicate.Path)}' ({duplicate.Part}) is '{Printable.Of(duplicate.EarlierPath)}' ({duplicate.EarlierPart}{classes})";
    }
}
