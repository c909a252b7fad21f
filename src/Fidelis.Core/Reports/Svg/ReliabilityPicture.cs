using System.Globalization;
using Fidelis.Training;

namespace Fidelis.Reports.Svg;

/// <summary>Draws how often a classifier is right over how sure it is, and below it how many images each confidence has.</summary>
public static class ReliabilityPicture
{
    private const double Side = 360;
    private const double Left = 92;
    private const double Top = 122;
    private const double HistogramTop = Top + Side + 78;
    private const double HistogramHeight = 96;

    private static readonly Stroke Perfect = new(Palette.Faint, 1, "4 4");
    private static readonly Stroke Interval = Palette.Series(0, 1.4);

    /// <summary>Draws the picture.</summary>
    /// <param name="title">The title, such as <c>Calibration of biocnn-1 on test</c>.</param>
    /// <param name="calibration">The calibration.</param>
    /// <returns>The SVG document.</returns>
    public static string Draw(string title, Calibration calibration)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(calibration);
        string found = string.Create(
            CultureInfo.InvariantCulture,
            $"Expected calibration error {calibration.ExpectedError:P1}, mean confidence {calibration.MeanConfidence:P1}");
        double width = Math.Max(Left + Side + 60, SvgCanvas.TextWidth(title, 17) * 1.1 + 48);
        SvgCanvas canvas = new(width, HistogramTop + HistogramHeight + 66, title, $"{found}. One disc for each of {Calibration.BinCount} bins of confidence that has images.");
        canvas.Text(24, 36, title, 17, bold: true);
        canvas.Text(24, 60, found, 13, colour: Palette.Faint);
        canvas.Text(24, 80, "Bars are 95 % intervals of the share; the dashed line is perfect calibration", 13, colour: Palette.Faint);

        AxisScale confidence = AxisScale.Exact(0, 1, percent: true);
        CalibrationBin[] bins = [.. calibration.Bins.Where(bin => bin.Count > 0)];
        PlotPanel panel = new(canvas, new Box(Left, Top, Side, Side), confidence, AxisScale.Exact(0, 1, percent: true));
        panel.DrawAxes("Reliability", "Confidence", "Share of correct images");
        panel.DrawLine([(0, 0), (1, 1)], Perfect);
        foreach (CalibrationBin bin in bins)
        {
            panel.DrawLine([(bin.MeanConfidence!.Value, bin.Accuracy!.Lower), (bin.MeanConfidence.Value, bin.Accuracy.Upper)], Interval);
        }

        // No line joins the discs: between bins of one or two images it would show nothing but chance.
        panel.DrawDiscs(bins.Select(bin => (bin.MeanConfidence!.Value, bin.Accuracy!.Value)), Palette.Series(0).Colour);

        PlotPanel histogram = new(
            canvas, new Box(Left, HistogramTop, Side, HistogramHeight), confidence, AxisScale.Linear(0, bins.Max(bin => bin.Count)));
        histogram.DrawAxes("Images", "Confidence", "Images");
        foreach (CalibrationBin bin in bins)
        {
            double left = histogram.PixelX(bin.Lower) + 1;
            double top = histogram.PixelY(bin.Count);
            canvas.Rectangle(new Box(left, top, histogram.PixelX(bin.Upper) - 1 - left, histogram.Area.Bottom - top), Palette.Series(0).Colour);
        }

        return canvas.ToDocument();
    }
}
