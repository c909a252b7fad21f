using System.Globalization;
using Fidelis.Statistics;
using Fidelis.Training;

namespace Fidelis.Reports.Svg;

/// <summary>Draws how often each class was taken for each: counts, and the share of the true class, as shades of blue.</summary>
public static class ConfusionMatrixPicture
{
    private const double LabelSize = 13;
    private const double Top = 84;

    /// <summary>Draws the picture.</summary>
    /// <param name="title">The title, such as <c>Confusion matrix of biocnn-1 on test</c>.</param>
    /// <param name="scores">The scores whose counts are drawn.</param>
    /// <returns>The SVG document.</returns>
    public static string Draw(string title, ClassificationScores scores)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(scores);
        int k = scores.Classes.Count;
        double cell = k <= 6 ? 84 : k <= 12 ? 60 : k <= 40 ? 34 : 14;
        double widest = scores.Classes.Max(c => SvgCanvas.TextWidth(c.Name, LabelSize));
        // Names that are wider than their column are turned upright.
        bool upright = widest > cell - 6;
        double labelHeight = upright ? widest : LabelSize;
        string subtitle = FormattableString.Invariant(
            $"Accuracy {scores.Accuracy.Value:P1}, 95 % interval {scores.Accuracy.Lower:P1} to {scores.Accuracy.Upper:P1}, {scores.Accuracy.ImageCount} images");
        double left = 58 + widest;
        double bottom = Top + (k * cell);
        double width = Math.Max(left + (k * cell) + 110, 48 + Math.Max(SvgCanvas.TextWidth(title, 17) * 1.1, SvgCanvas.TextWidth(subtitle, 13)));
        SvgCanvas canvas = new(width, bottom + labelHeight + 54, title, subtitle + ". Rows are true classes, columns predicted classes.");
        canvas.Text(24, 36, title, 17, bold: true);
        canvas.Text(24, 60, subtitle, 13, colour: Palette.Faint);
        for (int row = 0; row < k; row++)
        {
            DrawRow(canvas, scores, row, left, Top + (row * cell), cell);
        }

        canvas.Rectangle(new Box(left, Top, k * cell, k * cell), "none", new Stroke(Palette.Ink));
        for (int column = 0; column < k; column++)
        {
            double middle = left + ((column + 0.5) * cell);
            string name = scores.Classes[column].Name;
            if (upright)
            {
                canvas.Text(middle + (LabelSize * 0.35), bottom + 10, name, LabelSize, "end", angle: -90);
            }
            else
            {
                canvas.Text(middle, bottom + 8 + LabelSize, name, LabelSize, "middle");
            }
        }

        canvas.Text(left + (k * cell / 2), bottom + labelHeight + 36, "Predicted class", LabelSize, "middle");
        canvas.Text(30, Top + (k * cell / 2), "True class", LabelSize, "middle", angle: -90);
        DrawKey(canvas, left + (k * cell) + 24, Math.Min(k * cell, 336));
        return canvas.ToDocument();
    }

    private static void DrawRow(SvgCanvas canvas, ClassificationScores scores, int row, double left, double top, double cell)
    {
        ConfusionMatrix confusion = scores.Confusion;
        int support = confusion.Support(row);
        canvas.Text(left - 10, top + (cell / 2) + (LabelSize * 0.35), scores.Classes[row].Name, LabelSize, "end");
        for (int column = 0; column < confusion.ClassCount; column++)
        {
            int count = confusion[row, column];
            double share = support == 0 ? 0 : (double)count / support;
            Box box = new(left + (column * cell), top, cell, cell);
            canvas.Rectangle(box, Palette.Shade(share), new Stroke("#ffffff"));
            DrawNumbers(canvas, box, count, support, share);
        }
    }

    private static void DrawNumbers(SvgCanvas canvas, Box box, int count, int support, double share)
    {
        string number = count.ToString(CultureInfo.InvariantCulture);
        string colour = count == 0 ? Palette.Faint : Palette.TextOnShade(share);
        double middle = box.Left + (box.Width / 2);
        double centre = box.Top + (box.Height / 2);
        if (box.Width >= 60)
        {
            double size = box.Width >= 80 ? 18 : 14;
            canvas.Text(middle, centre, number, size, "middle", colour, bold: count > 0);
            if (support > 0)
            {
                canvas.Text(middle, centre + 17, share.ToString("P1", CultureInfo.InvariantCulture), size * 0.67, "middle", colour);
            }
        }
        else if (box.Width >= 30 && count > 0)
        {
            // The widest count of a small cell shrinks to fit it.
            double size = Math.Min(12, 12 * (box.Width - 4) / SvgCanvas.TextWidth(number, 12));
            canvas.Text(middle, centre + (size * 0.35), number, size, "middle", colour);
        }
    }

    private static void DrawKey(SvgCanvas canvas, double left, double height)
    {
        const int Steps = 50;
        for (int i = 0; i < Steps; i++)
        {
            double share = 1 - ((i + 0.5) / Steps);
            // Half a pixel of overlap hides the seams between the bars.
            canvas.Rectangle(new Box(left, Top + (i * height / Steps), 14, (height / Steps) + 0.5), Palette.Shade(share));
        }

        canvas.Rectangle(new Box(left, Top, 14, height), "none", new Stroke(Palette.Ink, 0.8));
        foreach ((double share, string label) in new[] { (1.0, "100 %"), (0.5, "50 %"), (0.0, "0 %") })
        {
            canvas.Text(left + 20, Top + ((1 - share) * height) + (share == 1 ? 9 : share == 0 ? 0 : 4), label, 11);
        }

        canvas.Text(left + 70, Top + (height / 2), "Share of the true class", 11, "middle", angle: -90);
    }
}
