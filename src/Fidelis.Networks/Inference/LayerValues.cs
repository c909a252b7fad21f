namespace Fidelis.Networks.Inference;

/// <summary>Where the values of a layer lie for a batch: pixel behind pixel, image behind image, perhaps among other channels.</summary>
/// <param name="Data">The memory, which may be longer than the batch needs.</param>
/// <param name="Offset">The first channel of the first pixel.</param>
/// <param name="Step">The values from pixel to pixel.</param>
internal readonly record struct LayerValues(float[] Data, int Offset, int Step);
