namespace Fidelis.Reports.Svg;

/// <summary>A column of line samples with their names, and values where they have any.</summary>
internal static class Legend
{
    /// <summary>The height of one row in pixels.</summary>
    public const double RowHeight = 20;

    private const double SampleWidth = 26;
    private const double FontSize = 12;
    private const double Gap = 8;

    /// <summary>Measures the legend.</summary>
    /// <param name="rows">Lines with their names and values; an empty value takes no room.</param>
    /// <returns>Its width in pixels.</returns>
    public static double Width(params IReadOnlyList<(Stroke Stroke, string Name, string Value)> rows)
    {
        double values = rows.Max(row => SvgCanvas.TextWidth(row.Value, FontSize));
        return SampleWidth + Gap + rows.Max(row => SvgCanvas.TextWidth(row.Name, FontSize)) + (values == 0 ? 0 : (2 * Gap) + values);
    }

    /// <summary>Draws the legend.</summary>
    /// <param name="canvas">The picture.</param>
    /// <param name="left">Its left edge.</param>
    /// <param name="top">Its upper edge.</param>
    /// <param name="rows">Lines with their names and values, from above to below; values stand flush right.</param>
    public static void Draw(SvgCanvas canvas, double left, double top, params IReadOnlyList<(Stroke Stroke, string Name, string Value)> rows)
    {
        double right = left + Width(rows);
        double middle = top + (RowHeight / 2);
        foreach ((Stroke stroke, string name, string value) in rows)
        {
            canvas.Line(left, middle, left + SampleWidth, middle, stroke);
            canvas.Text(left + SampleWidth + Gap, middle + (FontSize * 0.35), name, FontSize);
            if (value.Length > 0)
            {
                canvas.Text(right, middle + (FontSize * 0.35), value, FontSize, "end");
            }

            middle += RowHeight;
        }
    }
}
