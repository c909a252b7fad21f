using System.Globalization;
using Fidelis.Evaluation.Analysers;

namespace Fidelis.Evaluation.Neighbours;

/// <summary>What there is to say about the neighbours of generated images.</summary>
internal static class NeighbourConclusions
{
    /// <summary>Draws the conclusions.</summary>
    public static IReadOnlyList<Conclusion> Of(PreparedSet reference, PreparedSet generated, NeighbourResult result)
    {
        SetImages[] sets = [.. ((PreparedSet[])[reference, generated]).Where(set => set.Report is not null).Select(set => SetImages.Of(set.Source.Images!, set.Report!))];
        return
        [
            .. UnknownProtocol.Of([reference.Source, generated.Source]),
            .. ImageConclusions.Of(sets, sets is [var first, var second] ? [(first, second)] : []),
            .. Exact(result),
            .. Near(result),
        ];
    }

    private static IEnumerable<Conclusion> Exact(NeighbourResult result)
    {
        string generated = result.Generated.Source;
        if (!result.ArePixelsKnown)
        {
            yield return new Conclusion("unknown-pixels", ConclusionKind.Note, null, "A set is a file of features: whether images are equal pixel by pixel is not known.");
        }
        else if (result.ExactCopyCount > 0)
        {
            yield return new Conclusion(
                "exact-copies",
                ConclusionKind.Warning,
                null,
                $"{result.ExactCopyCount} of {result.Images.Count} images in '{generated}' equal an image of '{result.Reference.Source}' pixel by pixel, {result.SameFileCount} of them as the same file.");
        }
    }

    private static IEnumerable<Conclusion> Near(NeighbourResult result)
    {
        CopyTest test = result.Copies;
        if (test.Limit == 0)
        {
            yield return new Conclusion(
                "duplicated-reference",
                ConclusionKind.Warning,
                null,
                $"So many images of '{result.Reference.Source}' have the features of another one that no distance is remarkable there, and no near copy can be told: leave the duplicates out.");
            yield break;
        }

        (long fewest, long most) = test.UsualCounts;
        string usual = $"of as many new real images {fewest} to {most} would be (95 %)";
        string found = string.Create(CultureInfo.InvariantCulture, $"{test.FlaggedCount} of {test.Count} images in '{result.Generated.Source}' lie nearer to an image of '{result.Reference.Source}' than all but {test.ExpectedShare:P2} of its own would");
        yield return test.FlaggedCount > most
            ? new Conclusion("near-copies", ConclusionKind.Verdict, null, $"{found}, more than chance explains: {usual}. The generator repeats images of the reference.")
            : new Conclusion("near-copies", ConclusionKind.Verdict, null, $"{found}; {usual}. That is no sign of copying by these features.");
    }
}
