namespace Fidelis.Numerics.Kernels;

/// <summary>Runs of terms of a left factor: within a run the terms are equally spaced, and each run begins anew.</summary>
/// <param name="Count">The number of runs, from 0.</param>
/// <param name="Length">The terms of a run, from 0.</param>
/// <param name="Step">
/// Where the factor lies by rows, the values from run to run; within a run the terms are neighbours. Where it lies transposed, the
/// values from term to term; each run has an address of its own.
/// </param>
internal readonly record struct TermRuns(int Count, int Length, nint Step);
