using Fidelis.Imaging.Encoding;
using Fidelis.Imaging.Pixels;

namespace Fidelis.Reports.Svg;

/// <summary>Draws sets of pictures one under the other, a row with its name for each, because looking comes before measuring.</summary>
public static class ContactSheetPicture
{
    private const double LabelSize = 13;
    private const double Left = 24;
    private const double Top = 84;
    private const double Gap = 4;

    /// <summary>Draws the picture.</summary>
    /// <param name="title">The title.</param>
    /// <param name="subtitle">What the rows have in common.</param>
    /// <param name="rows">The name of each set and the pictures that stand for it; at least one row.</param>
    /// <param name="tile">The width and height in which each picture is shown, in pixels.</param>
    /// <returns>The SVG document, which carries the pictures within itself.</returns>
    public static string Draw(string title, string subtitle, IReadOnlyList<(string Name, IReadOnlyList<PixelImage> Images)> rows, double tile = 64)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(subtitle);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentOutOfRangeException.ThrowIfZero(rows.Count, nameof(rows));
        double first = Left + rows.Max(row => SvgCanvas.TextWidth(row.Name, LabelSize)) + 16;
        double width = Math.Max(
            first + (rows.Max(row => row.Images.Count) * (tile + Gap)) + Left,
            (2 * Left) + Math.Max(SvgCanvas.TextWidth(title, 17) * 1.1, SvgCanvas.TextWidth(subtitle, 13)));
        SvgCanvas canvas = new(width, Top + (rows.Count * (tile + Gap)) + 20, title, $"{subtitle} Rows: {string.Join(", ", rows.Select(row => row.Name))}.");
        canvas.Text(Left, 36, title, 17, bold: true);
        canvas.Text(Left, 60, subtitle, 13, colour: Palette.Faint);
        for (int row = 0; row < rows.Count; row++)
        {
            double top = Top + (row * (tile + Gap));
            canvas.Text(first - 16, top + (tile / 2) + (LabelSize * 0.35), rows[row].Name, LabelSize, "end");
            for (int column = 0; column < rows[row].Images.Count; column++)
            {
                canvas.Picture(new Box(first + (column * (tile + Gap)), top, tile, tile), PngEncoder.Encode(rows[row].Images[column]));
            }
        }

        return canvas.ToDocument();
    }
}
