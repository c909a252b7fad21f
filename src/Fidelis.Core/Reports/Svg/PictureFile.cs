using System.Text;
using Fidelis.Networks.Weights;

namespace Fidelis.Reports.Svg;

/// <summary>Writes pictures to files.</summary>
public static class PictureFile
{
    /// <summary>Writes a picture, whole or not at all.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="svg">The SVG document.</param>
    /// <exception cref="Numerics.Errors.InputException">The file cannot be written there.</exception>
    public static void Write(string path, string svg) => WholeFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(svg)));
}
