namespace Fidelis.Images;

/// <summary>How many images have one size.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Count">The images of that size.</param>
public readonly record struct ImageSizeCount(int Width, int Height, long Count);
