using System.Globalization;

namespace Fidelis.Reports.Svg;

/// <summary>The colours of the pictures: told apart by colour-blind readers, dark enough for white paper.</summary>
internal static class Palette
{
    /// <summary>Text and axes.</summary>
    public const string Ink = "#222222";

    /// <summary>Text of less weight, and lines that are there for orientation.</summary>
    public const string Faint = "#6b6b6b";

    /// <summary>Grid lines.</summary>
    public const string Grid = "#e4e4e4";

    // Okabe and Ito's colours (Color Universal Design, 2008) without yellow, which is too light for lines on white.
    private static readonly string[] Colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#000000"];

    // Lines beyond the seventh repeat the colours with other dashes.
    private static readonly string[] Dashes = ["", "7 3", "2 2", "8 3 2 3"];

    /// <summary>Chooses the line of a series.</summary>
    /// <param name="index">Its place among the series, from 0.</param>
    /// <param name="width">The line's width in pixels.</param>
    /// <returns>A line unlike those of the 27 series before it.</returns>
    public static Stroke Series(int index, double width = 2) =>
        new(Colours[index % Colours.Length], width, Dashes[index / Colours.Length % Dashes.Length]);

    /// <summary>Chooses the shade of a share.</summary>
    /// <param name="share">In [0, 1].</param>
    /// <returns>White for 0, dark blue for 1, falling steadily in lightness so that a grey print keeps the order.</returns>
    public static string Shade(double share)
    {
        // Three anchors in sRGB, joined by straight lines: white, a middle blue, a dark blue.
        (double R, double G, double B)[] anchors = [(255, 255, 255), (107, 174, 214), (8, 48, 107)];
        double place = Math.Clamp(share, 0, 1) * (anchors.Length - 1);
        int lower = Math.Min((int)place, anchors.Length - 2);
        double t = place - lower;
        return "#" + Channel(anchors[lower].R, anchors[lower + 1].R, t) + Channel(anchors[lower].G, anchors[lower + 1].G, t)
            + Channel(anchors[lower].B, anchors[lower + 1].B, t);
    }

    /// <summary>Chooses the colour of text on a shade.</summary>
    /// <param name="share">The share that <see cref="Shade"/> was called with.</param>
    /// <returns>Ink on light shades and white on dark ones; the contrast is at least 4.5 to 1 on either side.</returns>
    public static string TextOnShade(double share) => share > 0.62 ? "#ffffff" : Ink;

    private static string Channel(double from, double to, double t) =>
        ((int)Math.Round(from + ((to - from) * t))).ToString("x2", CultureInfo.InvariantCulture);
}
