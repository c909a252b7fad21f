namespace Fidelis.Numerics.Kernels.CookToom;

/// <summary>Where the values of groups of short lines lie, each with as many channels behind it as a register holds.</summary>
/// <param name="first">The first value of the first line.</param>
/// <param name="groupStep">Values from group to group.</param>
/// <param name="lineStep">Values from line to line.</param>
/// <param name="valueStep">Values from value to value of a line.</param>
internal readonly unsafe ref struct Lines(float* first, nint groupStep, nint lineStep, nint valueStep)
{
    /// <summary>Gets the first value of the first line.</summary>
    public float* First => first;

    /// <summary>Gets the values from group to group.</summary>
    public nint GroupStep => groupStep;

    /// <summary>Gets the values from line to line.</summary>
    public nint LineStep => lineStep;

    /// <summary>Gets the values from value to value of a line.</summary>
    public nint ValueStep => valueStep;
}
