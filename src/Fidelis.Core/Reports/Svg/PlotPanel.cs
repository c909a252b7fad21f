namespace Fidelis.Reports.Svg;

/// <summary>One pair of axes on a picture: frame, grid, ticks and titles, and the mapping from values to pixels.</summary>
internal sealed class PlotPanel
{
    private const double LabelSize = 12;
    private const double TitleSize = 13;

    private readonly SvgCanvas canvas;
    private readonly AxisScale x;
    private readonly AxisScale y;

    /// <summary>Initializes the mapping; nothing is drawn yet.</summary>
    /// <param name="canvas">The picture.</param>
    /// <param name="area">Where values are drawn; ticks and titles stand outside of it.</param>
    /// <param name="x">The horizontal axis.</param>
    /// <param name="y">The vertical axis.</param>
    public PlotPanel(SvgCanvas canvas, Box area, AxisScale x, AxisScale y)
    {
        this.canvas = canvas;
        this.x = x;
        this.y = y;
        Area = area;
    }

    /// <summary>Gets where values are drawn.</summary>
    public Box Area { get; }

    /// <summary>Draws grid, axes, ticks and titles.</summary>
    /// <param name="title">Above the panel.</param>
    /// <param name="xTitle">Below the horizontal axis.</param>
    /// <param name="yTitle">Left of the vertical axis.</param>
    public void DrawAxes(string title, string xTitle, string yTitle)
    {
        Stroke grid = new(Palette.Grid);
        Stroke axis = new(Palette.Ink);
        double widest = 0;
        foreach ((double value, string label) in y.Ticks)
        {
            double at = PixelY(value);
            canvas.Line(Area.Left, at, Area.Right, at, grid);
            canvas.Line(Area.Left - 4, at, Area.Left, at, axis);
            canvas.Text(Area.Left - 8, at + (LabelSize * 0.35), label, LabelSize, "end");
            widest = Math.Max(widest, SvgCanvas.TextWidth(label, LabelSize));
        }

        foreach ((double value, string label) in x.Ticks)
        {
            double at = PixelX(value);
            canvas.Line(at, Area.Top, at, Area.Bottom, grid);
            canvas.Line(at, Area.Bottom, at, Area.Bottom + 4, axis);
            canvas.Text(at, Area.Bottom + 8 + LabelSize, label, LabelSize, "middle");
        }

        canvas.Line(Area.Left, Area.Top, Area.Left, Area.Bottom, axis);
        canvas.Line(Area.Left, Area.Bottom, Area.Right, Area.Bottom, axis);
        canvas.Text(Area.Left, Area.Top - 12, title, TitleSize, bold: true);
        canvas.Text(Area.Left + (Area.Width / 2), Area.Bottom + 42, xTitle, TitleSize, "middle");
        canvas.Text(Area.Left - widest - 20, Area.Top + (Area.Height / 2), yTitle, TitleSize, "middle", angle: -90);
    }

    /// <summary>Draws a line through values; what lies outside the axes is cut off at the frame.</summary>
    /// <param name="values">The values in their order.</param>
    /// <param name="stroke">The line.</param>
    public void DrawLine(IEnumerable<(double X, double Y)> values, Stroke stroke)
    {
        // The clip leaves room for half a line's width, so that a curve along an axis keeps its full width.
        Box clip = new(Area.Left - 2, Area.Top - 2, Area.Width + 4, Area.Height + 4);
        canvas.Polyline(values.Select(value => (PixelX(value.X), PixelY(value.Y))), stroke, clip);
    }

    /// <summary>Draws a disc at each value.</summary>
    /// <param name="values">Values inside the axes.</param>
    /// <param name="colour">The colour of the discs.</param>
    public void DrawDiscs(IEnumerable<(double X, double Y)> values, string colour)
    {
        foreach ((double atX, double atY) in values)
        {
            canvas.Disc(PixelX(atX), PixelY(atY), 2.8, colour);
        }
    }

    /// <summary>Converts a value of the horizontal axis.</summary>
    /// <param name="value">The value.</param>
    /// <returns>Pixels from the picture's left edge.</returns>
    public double PixelX(double value) => Area.Left + (x.Fraction(value) * Area.Width);

    /// <summary>Converts a value of the vertical axis.</summary>
    /// <param name="value">The value.</param>
    /// <returns>Pixels from the picture's upper edge.</returns>
    public double PixelY(double value) => Area.Bottom - (y.Fraction(value) * Area.Height);
}
