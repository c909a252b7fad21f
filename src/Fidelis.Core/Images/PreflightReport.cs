using Fidelis.Numerics.Errors;

namespace Fidelis.Images;

/// <summary>What the headers of a set tell before anything is decoded.</summary>
/// <param name="Source">The set.</param>
/// <param name="Survey">How the images whose headers could be read are stored.</param>
/// <param name="Bad">The images that cannot be decoded, in their order, each with the sentence that decoding would fail with.</param>
public sealed record PreflightReport(ImageSource Source, ImageSurvey Survey, IReadOnlyList<SkippedImage> Bad)
{
    /// <summary>Gets the columns and rows of each image of the source, in its order; <see langword="null"/> for one that cannot be decoded.</summary>
    public IReadOnlyList<(int Width, int Height)?> Sizes { get; init; } = [];

    /// <summary>Requires that no image was found bad.</summary>
    /// <exception cref="InputException">One or more were; the message names up to 20 of them.</exception>
    public void RequireNoBad()
    {
        BadImageList list = new();
        foreach (SkippedImage image in Bad)
        {
            list.Add(new InputException(image.Reason));
        }

        list.ThrowIfAny();
    }
}
