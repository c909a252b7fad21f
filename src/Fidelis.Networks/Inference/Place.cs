namespace Fidelis.Networks.Inference;

/// <summary>Where a plan keeps the values of a layer, before memory is there.</summary>
/// <param name="Buffer">The number of the buffer, or <see cref="Images"/>.</param>
/// <param name="Offset">The first channel of the first pixel.</param>
/// <param name="Step">The values from pixel to pixel.</param>
internal readonly record struct Place(int Buffer, int Offset, int Step)
{
    /// <summary>Stands for the images that the network is given.</summary>
    public const int Images = -1;
}
