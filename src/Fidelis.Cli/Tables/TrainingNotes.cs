using Fidelis.Training;

namespace Fidelis.Cli.Tables;

/// <summary>Says in words what was found about the images of a training, and what is done to them that was not asked for.</summary>
internal static class TrainingNotes
{
    private const int NamedDuplicates = 3;

    /// <summary>Finds the notes.</summary>
    /// <param name="result">A training whose images are known.</param>
    /// <returns>One sentence each; none where every image was taken as it is.</returns>
    public static IEnumerable<string> Of(TrainingResult result)
    {
        if (result.ResizedCount > 0)
        {
            yield return $"{result.ResizedCount} of {result.Data.Train.Count + result.Data.Validation.Count + result.Data.Test.Count} images were resized to {result.Input.Width} x {result.Input.Height} by the rule of the protocol.";
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
    }

    private static string Describe(SplitDuplicate duplicate)
    {
        string classes = duplicate.IsSameClass ? "" : ", as another class";
        return $"'{duplicate.Path}' ({duplicate.Part}) is '{duplicate.EarlierPath}' ({duplicate.EarlierPart}{classes})";
    }
}
