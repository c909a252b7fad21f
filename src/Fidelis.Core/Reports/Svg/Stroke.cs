namespace Fidelis.Reports.Svg;

/// <summary>How a line is drawn.</summary>
/// <param name="Colour">Its colour.</param>
/// <param name="Width">Its width in pixels.</param>
/// <param name="Dashes">Lengths of dashes and gaps, or empty for a solid line.</param>
internal sealed record Stroke(string Colour, double Width = 1, string Dashes = "");
