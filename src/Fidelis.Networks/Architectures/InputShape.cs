namespace Fidelis.Networks.Architectures;

/// <summary>Describes one image as a network takes it: NHWC without the batch.</summary>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
/// <param name="Channels">Channels; 3 are red, green, blue.</param>
public readonly record struct InputShape(int Height, int Width, int Channels);
