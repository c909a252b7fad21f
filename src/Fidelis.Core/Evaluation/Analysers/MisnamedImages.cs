using Fidelis.Images;

namespace Fidelis.Evaluation.Analysers;

/// <summary>Says where the names of files promise another format than they have.</summary>
internal sealed class MisnamedImages : ImageAnalyser
{
    /// <inheritdoc/>
    protected override IEnumerable<Conclusion> Judge(SetImages set)
    {
        if (set.Survey.Misnamed is [MisnamedImage first, ..] misnamed)
        {
            yield return Note(
                "misnamed-images", set, $"{Share(misnamed.Count, set)} have names of another format than theirs and were read as what they are. The first: '{first.Path}' is {first.Format}.");
        }
    }
}
