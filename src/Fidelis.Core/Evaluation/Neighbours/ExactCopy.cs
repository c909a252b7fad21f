using Fidelis.Features;
using Fidelis.Images;

namespace Fidelis.Evaluation.Neighbours;

/// <summary>The reference image whose every pixel a generated image has.</summary>
/// <param name="Reference">The place of the first such image in the reference.</param>
/// <param name="IsSameFile">Whether the two are one file, byte by byte.</param>
public readonly record struct ExactCopy(int Reference, bool IsSameFile)
{
    /// <summary>Finds for each generated image the first of the reference that it equals.</summary>
    /// <returns>One for each generated image; <see langword="null"/> where it equals none.</returns>
    internal static IReadOnlyList<ExactCopy?> Find(ImageIdentities reference, ImageIdentities generated)
    {
        Dictionary<ContentDigest, int> byFile = FirstPlaces(reference.Files);
        Dictionary<ContentDigest, int> byPixels = FirstPlaces(reference.Pixels);
        return
        [
            .. generated.Files.Zip(generated.Pixels, (file, pixels) =>
                byFile.TryGetValue(file, out int same) ? new ExactCopy(same, IsSameFile: true)
                : byPixels.TryGetValue(pixels, out int equal) ? new ExactCopy(equal, IsSameFile: false)
                : (ExactCopy?)null),
        ];
    }

    private static Dictionary<ContentDigest, int> FirstPlaces(IReadOnlyList<ContentDigest> digests)
    {
        Dictionary<ContentDigest, int> places = [];
        for (int i = 0; i < digests.Count; i++)
        {
            places.TryAdd(digests[i], i);
        }

        return places;
    }
}
