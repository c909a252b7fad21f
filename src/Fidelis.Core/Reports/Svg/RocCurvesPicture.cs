using System.Globalization;
using Fidelis.Training;

namespace Fidelis.Reports.Svg;

/// <summary>Draws the ROC curve of each class against the rest, with its area, and the corner that good classifiers live in.</summary>
public static class RocCurvesPicture
{
    private const double Side = 340;
    private const double Top = 112;
    private const double Left = 92;

    /// <summary>Draws the picture.</summary>
    /// <param name="title">The title, such as <c>ROC of biocnn-1 on test</c>.</param>
    /// <param name="scores">The scores whose curves are drawn; classes without a curve are named in the legend.</param>
    /// <returns>The SVG document.</returns>
    public static string Draw(string title, ClassificationScores scores)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(scores);
        string mean = Area(scores.MacroArea?.Value);
        Stroke chance = new(Palette.Faint, 1, "4 4");
        (Stroke, string, string)[] legend =
            [.. scores.Classes.Select((c, i) => (Palette.Series(i), c.Name, Area(c.Roc?.Area))), (chance, "chance", Area(0.5))];
        bool magnified = scores.MacroArea?.Value > 0.95;
        double legendLeft = magnified ? (2 * Side) + 232 : Side + 132;
        double width = Math.Max(legendLeft + Math.Max(Legend.Width(legend), 150) + 28, SvgCanvas.TextWidth(title, 17) * 1.1 + 48);
        double height = Math.Max(Side + Top + 70, Top + 30 + (legend.Length * Legend.RowHeight) + 24);
        SvgCanvas canvas = new(width, height, title, $"One curve per class against the rest. Mean area under the curves: {mean}.");
        canvas.Text(24, 36, title, 17, bold: true);
        canvas.Text(24, 60, $"One class against the rest. Mean area under the curves: {mean}", 13, colour: Palette.Faint);

        PlotPanel whole = new(canvas, new Box(Left, Top, Side, Side), AxisScale.Exact(0, 1), AxisScale.Exact(0, 1));
        whole.DrawAxes("All thresholds", "False positive rate", "True positive rate");
        whole.DrawLine([(0, 0), (1, 1)], chance);
        DrawCurves(whole, scores);
        if (magnified)
        {
            Box corner = new(Left + Side + 104, Top, Side, Side);
            PlotPanel panel = new(canvas, corner, AxisScale.Exact(0, 0.1), AxisScale.Exact(0.9, 1));
            panel.DrawAxes("Upper left corner, magnified ten times", "False positive rate", "True positive rate");
            DrawCurves(panel, scores);
        }

        canvas.Text(legendLeft, Top + 8, "Area under the curve", 12, bold: true);
        Legend.Draw(canvas, legendLeft, Top + 18, legend);
        return canvas.ToDocument();
    }

    private static void DrawCurves(PlotPanel panel, ClassificationScores scores)
    {
        for (int c = 0; c < scores.Classes.Count; c++)
        {
            if (scores.Classes[c].Roc is { } roc)
            {
                RocCurve corners = roc.ToCorners();
                panel.DrawLine(
                    corners.Points.Select(point => (corners.FalsePositiveRate(point), corners.TruePositiveRate(point))), Palette.Series(c));
            }
        }
    }

    // Only a perfect curve may read 1.0000.
    private static string Area(double? area) =>
        area is { } value ? (value < 1 ? Math.Min(value, 0.9999) : value).ToString("F4", CultureInfo.InvariantCulture) : "none";
}
