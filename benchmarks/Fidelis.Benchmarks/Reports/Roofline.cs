using System.Globalization;
using System.Text.Json;
using Fidelis.Reports.Svg;

namespace Fidelis.Benchmarks.Reports;

/// <summary>Draws the kernels of a machine under its roofs: what their operands could let them do, and what they do.</summary>
/// <remarks>S. Williams, A. Waterman, D. Patterson, Roofline: an insightful visual performance model, 2009.</remarks>
internal static class Roofline
{
    private const double Width = 1060;
    private const double Height = 600;
    private const double PanelTop = 214;
    private const double PanelHeight = 310;
    private const double PanelWidth = 410;

    // What a group is called, and what belongs to it.
    private static readonly (string Name, Func<RooflinePoint, bool> Contains)[] Groups =
    [
        ("convolutions of Inception V3", point => point.Suite == "InferenceConvolutions"),
        ("convolutions of BioCNN, forward", point => point.Kernel.EndsWith("forward", StringComparison.Ordinal)),
        ("their gradients", point => point.Kernel.EndsWith("gradient", StringComparison.Ordinal)),
        ("matrix products", point => point.Suite == "Products"),
        ("pairs of images", point => point.Suite == "Pairs"),
        ("decompositions", point => point.Suite == "Decompositions"),
    ];

    /// <summary>Draws the kernels of a file of results.</summary>
    /// <param name="results">The file, as <c>benchmarks/compare.py</c> writes it.</param>
    /// <param name="picture">The SVG file that is written.</param>
    public static void Write(string results, string picture)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(results));
        RooflinePoint[] points = [.. document.RootElement.GetProperty("kernels").Deserialize<RooflinePoint[]>()!.Where(point => point.Gigaflops is not null)];
        string machine = document.RootElement.GetProperty("machine").GetProperty("processor").GetString()!;
        File.WriteAllText(picture, Draw(machine, points));
    }

    private static string Draw(string machine, RooflinePoint[] points)
    {
        string title = string.Create(CultureInfo.InvariantCulture, $"Kernels under the roofs of {machine}, {points.Max(point => point.Threads)} threads");
        SvgCanvas canvas = new(Width, Height, title, "Operations in a second over operations for each byte of the operands, both logarithmic.");
        canvas.Text(24, 36, title, 17, bold: true);
        canvas.Text(24, 58, "dashes: what fused multiplications from registers reach, and what memory gives; behind the names the median share of the peak", 13, colour: Palette.Faint);
        DrawPanel(canvas, 84, "float32", points);
        DrawPanel(canvas, 620, "float64", points);
        return canvas.ToDocument();
    }

    private static void DrawPanel(SvgCanvas canvas, double left, string format, RooflinePoint[] all)
    {
        RooflinePoint[] ofFormat = [.. all.Where(point => point.Format.Equals(format, StringComparison.OrdinalIgnoreCase))];
        (string Registers, double Peak)[] peaks =
            [.. ofFormat.GroupBy(point => point.Registers).Select(group => (group.Key, group.Max(point => point.PeakGigaflops))).OrderByDescending(peak => peak.Item2)];
        RooflinePoint[] points = [.. ofFormat.Where(point => point.Registers == peaks[0].Registers)];
        double memory = points.Max(point => point.MemoryGigabytes);
        double lowest = Math.Min(points.Min(point => point.Gigaflops!.Value), peaks[^1].Peak) / 1.5;
        double highest = Math.Max(points.Max(point => point.Gigaflops!.Value), peaks[0].Peak);
        double first = Math.Min(points.Min(point => point.Intensity!.Value), peaks[0].Peak / memory) / 2;
        double last = points.Max(point => point.Intensity!.Value);
        AxisScale x = AxisScale.Logarithmic(first, last);
        PlotPanel plot = new(canvas, new Box(left, PanelTop, PanelWidth, PanelHeight), x, AxisScale.Logarithmic(lowest, highest));
        plot.DrawAxes($"{format}, {peaks[0].Registers}", "operations for each byte", "GFLOP/s");
        foreach ((string registers, double peak) in peaks)
        {
            Stroke stroke = registers == peaks[0].Registers ? new Stroke(Palette.Ink, 1.5, "6 4") : new Stroke(Palette.Faint, 1, "3 4");
            plot.DrawLine([(peak / memory, peak), (x.Ticks[^1].Value, peak)], stroke);
            canvas.Text(left + PanelWidth - 4, plot.PixelY(peak) - 5, string.Create(CultureInfo.InvariantCulture, $"{registers}: {peak:F0}"), 11, "end", colour: stroke.Colour);
        }

        plot.DrawLine([(x.Ticks[0].Value, x.Ticks[0].Value * memory), (peaks[0].Peak / memory, peaks[0].Peak)], new Stroke(Palette.Ink, 1.5, "6 4"));
        Label(canvas, plot, [.. points.Where(point => point.Suite == "Decompositions")]);
        List<(Stroke, string, string)> legend = [];
        for (int group = 0; group < Groups.Length; group++)
        {
            RooflinePoint[] members = [.. points.Where(Groups[group].Contains)];
            if (members.Length > 0)
            {
                plot.DrawDiscs(members.Select(point => (point.Intensity!.Value, point.Gigaflops!.Value)), Palette.Series(group).Colour);
                double[] shares = [.. members.Select(point => point.Gigaflops!.Value / point.PeakGigaflops).Order()];
                legend.Add((Palette.Series(group), Groups[group].Name, string.Create(CultureInfo.InvariantCulture, $"{100 * shares[shares.Length / 2]:F0} %")));
            }
        }

        Legend.Draw(canvas, left, 70, legend);
    }

    /// <summary>Writes the names of a few kernels to the left of their discs, each at least a line below the one before.</summary>
    private static void Label(SvgCanvas canvas, PlotPanel plot, RooflinePoint[] points)
    {
        const double Line = 12;
        double last = double.NegativeInfinity;
        foreach (RooflinePoint point in points.OrderByDescending(point => point.Gigaflops))
        {
            last = Math.Max(plot.PixelY(point.Gigaflops!.Value) + 3.5, last + Line);
            canvas.Text(plot.PixelX(point.Intensity!.Value) - 7, last, point.Kernel, 10, "end", colour: Palette.Faint);
        }
    }
}
