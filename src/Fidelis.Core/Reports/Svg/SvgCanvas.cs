using System.Globalization;
using System.Text;

namespace Fidelis.Reports.Svg;

/// <summary>Writes the elements of one SVG picture: origin above and to the left, lengths in pixels, white ground.</summary>
internal sealed class SvgCanvas
{
    /// <summary>The fonts: whichever grotesque the viewer has. <see cref="TextWidth"/> measures the first.</summary>
    private const string Fonts = "Helvetica, Arial, Liberation Sans, DejaVu Sans, sans-serif";

    private readonly StringBuilder elements = new();
    private readonly double width;
    private readonly double height;
    private readonly string title;
    private readonly string description;

    /// <summary>Initializes an empty picture.</summary>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="title">What the picture is; read by screen readers and shown as a tooltip.</param>
    /// <param name="description">What it says, in one or two sentences, for those who cannot see it.</param>
    public SvgCanvas(double width, double height, string title, string description)
    {
        this.width = width;
        this.height = height;
        this.title = title;
        this.description = description;
    }

    /// <summary>Draws a straight line.</summary>
    /// <param name="x1">First end.</param>
    /// <param name="y1">First end.</param>
    /// <param name="x2">Second end.</param>
    /// <param name="y2">Second end.</param>
    /// <param name="stroke">Colour, width and dashes.</param>
    public void Line(double x1, double y1, double x2, double y2, Stroke stroke) =>
        Add($"<line x1=\"{Number(x1)}\" y1=\"{Number(y1)}\" x2=\"{Number(x2)}\" y2=\"{Number(y2)}\" {Attributes(stroke)}/>");

    /// <summary>Draws a line through points.</summary>
    /// <param name="points">The points in their order.</param>
    /// <param name="stroke">Colour, width and dashes.</param>
    /// <param name="clip">The rectangle outside of which nothing is drawn, or <see langword="null"/>.</param>
    public void Polyline(IEnumerable<(double X, double Y)> points, Stroke stroke, Box? clip = null)
    {
        string path = string.Join(' ', points.Select(point => $"{Number(point.X)},{Number(point.Y)}"));
        string clipped = clip is { } box ? $" clip-path=\"{Inset(box)}\"" : string.Empty;
        Add($"<polyline points=\"{path}\" fill=\"none\" stroke-linejoin=\"round\" {Attributes(stroke)}{clipped}/>");
    }

    /// <summary>Draws a filled disc.</summary>
    /// <param name="x">Centre.</param>
    /// <param name="y">Centre.</param>
    /// <param name="radius">Radius.</param>
    /// <param name="colour">Its colour.</param>
    public void Disc(double x, double y, double radius, string colour) =>
        Add($"<circle cx=\"{Number(x)}\" cy=\"{Number(y)}\" r=\"{Number(radius)}\" fill=\"{colour}\"/>");

    /// <summary>Draws a rectangle.</summary>
    /// <param name="box">Place and size.</param>
    /// <param name="fill">Its colour, or <c>none</c>.</param>
    /// <param name="stroke">Its border, or <see langword="null"/>.</param>
    public void Rectangle(Box box, string fill, Stroke? stroke = null)
    {
        string border = stroke is null ? string.Empty : " " + Attributes(stroke);
        Add($"<rect x=\"{Number(box.Left)}\" y=\"{Number(box.Top)}\" width=\"{Number(box.Width)}\" height=\"{Number(box.Height)}\" fill=\"{fill}\"{border}/>");
    }

    /// <summary>Writes one line of text.</summary>
    /// <param name="x">The point that <paramref name="anchor"/> speaks of.</param>
    /// <param name="y">The base line.</param>
    /// <param name="text">The text, any characters.</param>
    /// <param name="size">The size of the font in pixels.</param>
    /// <param name="anchor"><c>start</c>, <c>middle</c> or <c>end</c>.</param>
    /// <param name="colour">Its colour.</param>
    /// <param name="bold">Whether it is bold.</param>
    /// <param name="angle">Degrees by which it is turned clockwise about its point.</param>
    public void Text(
        double x, double y, string text, double size, string anchor = "start", string colour = Palette.Ink, bool bold = false, double angle = 0)
    {
        string weight = bold ? " font-weight=\"bold\"" : string.Empty;
        string turn = angle == 0 ? string.Empty : $" transform=\"rotate({Number(angle)} {Number(x)} {Number(y)})\"";
        Add($"<text x=\"{Number(x)}\" y=\"{Number(y)}\" font-size=\"{Number(size)}\" text-anchor=\"{anchor}\" fill=\"{colour}\"{weight}{turn}>{Escape(text)}</text>");
    }

    /// <summary>Draws a picture of pixels, which the document carries within itself.</summary>
    /// <param name="box">Place and size; the pixels are stretched to it.</param>
    /// <param name="png">The picture as a PNG file.</param>
    public void Picture(Box box, byte[] png) =>
        Add($"<image x=\"{Number(box.Left)}\" y=\"{Number(box.Top)}\" width=\"{Number(box.Width)}\" height=\"{Number(box.Height)}\" href=\"data:image/png;base64,{Convert.ToBase64String(png)}\"/>");

    /// <summary>Finishes the picture.</summary>
    /// <returns>The SVG document.</returns>
    public string ToDocument()
    {
        string size = $"width=\"{Number(width)}\" height=\"{Number(height)}\" viewBox=\"0 0 {Number(width)} {Number(height)}\"";
        return $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <svg xmlns="http://www.w3.org/2000/svg" {size} role="img" font-family="{Fonts}">
            <title>{Escape(title)}</title>
            <desc>{Escape(description)}</desc>
            <rect width="100%" height="100%" fill="#ffffff"/>
            {elements}</svg>

            """.ReplaceLineEndings("\n");
    }

    /// <summary>Makes any text fit for XML: the five characters that markup uses become entities, those that XML forbids become U+FFFD.</summary>
    /// <param name="text">Any text, such as a folder's name.</param>
    /// <returns>The text as XML writes it.</returns>
    internal static string Escape(string text)
    {
        StringBuilder escaped = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                '\'' => escaped.Append("&#39;"),
                < 0x20 or 0xFFFE or 0xFFFF => escaped.Append('\uFFFD'),
                _ => escaped.Append(rune.ToString()),
            };
        }

        return escaped.ToString();
    }

    /// <summary>Estimates the width of text in Helvetica, whose widths Arial and Liberation Sans share.</summary>
    /// <param name="text">The text.</param>
    /// <param name="size">The size of the font in pixels.</param>
    /// <returns>Pixels.</returns>
    internal static double TextWidth(string text, double size)
    {
        // Widths of the printable ASCII characters in thousandths of the size, from Adobe's font metrics.
        ReadOnlySpan<short> widths =
        [
            278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
            556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
            1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
            667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
            333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
            556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
        ];
        const int Other = 600;
        const int EastAsian = 1000;
        double sum = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            sum += rune.Value is >= ' ' and <= '~' ? widths[rune.Value - ' '] : rune.Value >= 0x1100 ? EastAsian : Other;
        }

        return sum * size / 1000;
    }

    private static string Number(double value) => (Math.Round(value, 2) + 0.0).ToString("0.##", CultureInfo.InvariantCulture);

    private static string Attributes(Stroke stroke)
    {
        string dashes = stroke.Dashes.Length == 0 ? string.Empty : $" stroke-dasharray=\"{stroke.Dashes}\"";
        return $"stroke=\"{stroke.Colour}\" stroke-width=\"{Number(stroke.Width)}\"{dashes}";
    }

    private string Inset(Box box)
    {
        // A clip path by reference works in every viewer; its id comes from its place, so equal rectangles may share it.
        string id = $"clip-{Number(box.Left)}-{Number(box.Top)}";
        Add($"<clipPath id=\"{id}\"><rect x=\"{Number(box.Left)}\" y=\"{Number(box.Top)}\" width=\"{Number(box.Width)}\" height=\"{Number(box.Height)}\"/></clipPath>");
        return $"url(#{id})";
    }

    private void Add(string element) => elements.Append(element).Append('\n');
}
