namespace Fidelis.Imaging.Resampling;

/// <summary>
/// What becomes of values outside [0, 255], which kernels with negative weights (bicubic, Lanczos) make beside hard edges. It is part of a
/// protocol: clean-fid clips, StudioGAN's "clean" resizing with the same kernel does not.
/// </summary>
public enum Overshoot
{
    /// <summary>They stay as they are.</summary>
    Keep,

    /// <summary>They become 0 or 255, whichever is nearer, after both passes.</summary>
    Clip,
}
