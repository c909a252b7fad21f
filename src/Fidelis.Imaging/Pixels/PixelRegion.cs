namespace Fidelis.Imaging.Pixels;

/// <summary>A rectangle of whole pixels inside a picture.</summary>
/// <param name="Left">The first column, from 0.</param>
/// <param name="Top">The first row, from 0.</param>
/// <param name="Width">The number of columns.</param>
/// <param name="Height">The number of rows.</param>
public readonly record struct PixelRegion(int Left, int Top, int Width, int Height)
{
    /// <summary>Determines whether the rectangle has pixels and all of them lie in a picture.</summary>
    /// <param name="width">The columns of the picture.</param>
    /// <param name="height">The rows of the picture.</param>
    /// <returns><see langword="true"/> if it does; otherwise, <see langword="false"/>.</returns>
    public bool LiesWithin(int width, int height) =>
        Left >= 0 && Top >= 0 && Width >= 1 && Height >= 1 && Width <= width - Left && Height <= height - Top;
}
