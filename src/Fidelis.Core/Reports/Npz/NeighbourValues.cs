using Fidelis.Evaluation.Neighbours;
using Fidelis.Networks.Weights.Npz;

namespace Fidelis.Reports.Npz;

/// <summary>
/// The neighbours of every generated image as arrays: <c>paths</c> and <c>ratio realism near_copy exact_copy</c> <c>[m]</c>, <c>neighbours
/// distances</c> <c>[m, k]</c>, and <c>reference_paths</c> <c>[n]</c>, which <c>neighbours</c> and <c>exact_copy</c> count from 0.
/// </summary>
public static class NeighbourValues
{
    /// <summary>Writes the arrays beside a run file, whole or not at all.</summary>
    /// <param name="runPath">The run file.</param>
    /// <param name="result">The neighbours.</param>
    /// <exception cref="Fidelis.Numerics.Errors.InputException">The file cannot be written there.</exception>
    public static void Write(string runPath, NeighbourResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        IReadOnlyList<ImageNeighbours> images = result.Images;
        long count = images.Count;
        long k = images[0].Nearest.Count;
        ImageValues.Write(runPath, writer =>
        {
            writer.AddTexts("paths", result.GeneratedPaths);
            writer.AddTexts("reference_paths", result.ReferencePaths);
            writer.Add("neighbours", NpyArray.From((long[])[.. images.SelectMany(image => image.Nearest).Select(neighbour => (long)neighbour.Index)], count, k));
            writer.Add("distances", NpyArray.From((double[])[.. images.SelectMany(image => image.Nearest).Select(neighbour => neighbour.Distance)], count, k));
            writer.Add("ratio", NpyArray.From((double[])[.. images.Select(image => image.SpacingRatio)], count));
            writer.Add("near_copy", NpyArray.From((long[])[.. images.Select(image => image.IsNearCopy ? 1L : 0)], count));
            if (result.Realism is { } realism)
            {
                writer.Add("realism", NpyArray.From([.. realism.Values], count));
            }

            if (result.ArePixelsKnown)
            {
                writer.Add("exact_copy", NpyArray.From((long[])[.. images.Select(image => image.Exact?.Reference ?? -1L)], count));
            }
        });
    }
}
