namespace Fidelis.Numerics.LinearAlgebra;

/// <summary>A sequence of rotations of neighbouring columns.</summary>
/// <param name="Start">The first column.</param>
/// <param name="Step">1 or -1: where the next column lies.</param>
/// <param name="Count">The number of rotations.</param>
/// <param name="Offset">Where their cosines and sines begin.</param>
internal readonly record struct RotationSweep(int Start, int Step, int Count, int Offset)
{
    /// <summary>Returns the sweep without its first rotations.</summary>
    internal RotationSweep From(int done) => new(Start + (done * Step), Step, Count - done, Offset + (2 * done));

    /// <summary>Returns whether another sweep can run one step behind this one.</summary>
    internal bool CanLead(RotationSweep next) => Count > 0 && next.Start == Start && next.Step == Step;
}
