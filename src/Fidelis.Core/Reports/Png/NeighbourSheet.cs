using System.Globalization;
using Fidelis.Evaluation;
using Fidelis.Evaluation.Neighbours;
using Fidelis.Images;
using Fidelis.Imaging.Encoding;
using Fidelis.Imaging.Pixels;
using Fidelis.Networks.Weights;

namespace Fidelis.Reports.Png;

/// <summary>
/// The contact sheet of a search for neighbours: a row for each of the generated images that lie nearest, the image first, then its
/// nearest reference images with their distances. Copies are framed.
/// </summary>
public static class NeighbourSheet
{
    private const int Margin = 24;
    private const int Gap = 14;
    private const int Dot = 2;
    private const int TextHeight = DotLetters.Height * Dot;
    private const int LabelRoom = TextHeight + 20;
    private const int NumberRoom = 40;
    private const int Thickness = 4;

    /// <summary>The side in which pictures are shown; smaller ones are enlarged a whole number of times to as much of it as they can.</summary>
    private const int LargestTile = 160;

    private static readonly Color Ink = new(60, 60, 60);
    private static readonly Color Faint = new(140, 140, 140);
    private static readonly Color Near = new(230, 126, 0);
    private static readonly Color Same = new(200, 20, 30);

    /// <summary>Writes the sheet as PNG, whole or not at all.</summary>
    /// <param name="path">The file; one that exists is replaced.</param>
    /// <param name="inputs">The sets, both of images.</param>
    /// <param name="result">The neighbours.</param>
    /// <param name="rows">The most rows.</param>
    /// <param name="cancellation">Ends the reading of images by an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="Fidelis.Numerics.Errors.InputException">An image cannot be read any more, or the file cannot be written there.</exception>
    public static void Write(string path, EvaluationInputs inputs, NeighbourResult result, int rows, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(result);
        ImageNeighbours[] shown = [.. result.ClosestFirst.Take(rows)];
        Dictionary<string, PixelImage> generated = Read(
            inputs, inputs.Generated[0], result.Generated, [.. shown.Select(image => result.GeneratedPaths[image.Index])], cancellation);
        Dictionary<string, PixelImage> reference = Read(
            inputs, inputs.Reference, result.Reference, [.. shown.SelectMany(image => image.Nearest).Select(neighbour => result.ReferencePaths[neighbour.Index])], cancellation);
        byte[] file = PngEncoder.Encode(Draw(
            shown,
            [.. shown.Select(image => generated[result.GeneratedPaths[image.Index]])],
            [.. shown.Select(image => image.Nearest.Select(neighbour => reference[result.ReferencePaths[neighbour.Index]]).ToArray())]));
        WholeFile.Write(path, stream => stream.Write(file));
    }

    /// <summary>Draws the sheet.</summary>
    /// <param name="rows">The generated images, one for each row.</param>
    /// <param name="generated">Their pictures.</param>
    /// <param name="reference">The pictures of their neighbours.</param>
    internal static PixelImage Draw(IReadOnlyList<ImageNeighbours> rows, IReadOnlyList<PixelImage> generated, IReadOnlyList<PixelImage[]> reference)
    {
        int longest = generated.Concat(reference.SelectMany(row => row)).Max(picture => Math.Max(picture.Width, picture.Height));
        int tile = longest > LargestTile ? LargestTile : LargestTile / longest * longest;
        int neighbours = reference[0].Length;
        int first = Margin + NumberRoom;

        // The generated image stands apart from its neighbours.
        int Column(int place) => first + (place * (tile + Gap)) + (place > 0 ? Gap : 0);
        Raster sheet = new(Column(neighbours + 1) - Gap + Margin, (2 * Margin) + TextHeight + Gap + (rows.Count * (tile + LabelRoom)));
        sheet.Label(Column(0) + (tile / 2), Margin, "generated", Dot, Faint);
        sheet.Label(Column(1) + (((neighbours * (tile + Gap)) - Gap) / 2), Margin, tile >= 100 || neighbours > 1 ? "nearest real" : "real", Dot, Faint);
        for (int row = 0; row < rows.Count; row++)
        {
            int top = Margin + TextHeight + Gap + (row * (tile + LabelRoom));
            ImageNeighbours image = rows[row];
            Color? colour = image.Exact is not null ? Same : image.IsNearCopy ? Near : null;
            sheet.Label(Margin + (NumberRoom / 2) - 8, top + ((tile - TextHeight) / 2), (row + 1).ToString(CultureInfo.InvariantCulture), Dot, Faint);
            if (colour is { } frame)
            {
                sheet.Frame(Column(0), top, tile, Thickness, frame);
                sheet.Frame(Column(1), top, tile, Thickness, frame);
            }

            sheet.Picture(Column(0), top, tile, generated[row]);
            sheet.Label(Column(0) + (tile / 2), top + tile + 8, Verdict(image), Dot, colour ?? Ink);
            for (int rank = 0; rank < neighbours; rank++)
            {
                sheet.Picture(Column(rank + 1), top, tile, reference[row][rank]);
                sheet.Label(Column(rank + 1) + (tile / 2), top + tile + 8, Number(image.Nearest[rank].Distance), Dot, Ink);
            }
        }

        return sheet.Image;
    }

    private static string Verdict(ImageNeighbours image) =>
        image.Exact is not null ? "same" : image.IsNearCopy ? $"near {Number(image.SpacingRatio)}" : Number(image.SpacingRatio);

    private static string Number(double value) =>
        double.IsInfinity(value) ? "inf" : value.ToString(Math.Abs(value) is > 0 and (< 0.001 or >= 100_000) ? "0.0e+0" : "G3", CultureInfo.InvariantCulture).ToLowerInvariant();

    private static Dictionary<string, PixelImage> Read(
        EvaluationInputs inputs, EvaluationSource source, SourceSummary summary, HashSet<string> paths, CancellationToken cancellation)
    {
        ImageEntry[] entries = [.. source.Images!.Entries.Where(entry => paths.Contains(entry.Path))];
        PipelineOptions options = new() { Rules = summary.Report!.Resolve(inputs.Plan.Extraction.Rules) };
        return ImagePipeline.Process(entries, (_, picture) => picture, (width, height) => 3L * width * height, options, cancellation)
            .ToDictionary(image => image.Entry.Path, image => image.Result, StringComparer.Ordinal);
    }
}
