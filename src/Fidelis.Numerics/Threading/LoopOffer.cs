namespace Fidelis.Numerics.Threading;

/// <summary>An invitation to one run of a loop. Loops are used again for later runs, which it does not let in.</summary>
/// <param name="Loop">The loop.</param>
/// <param name="Run">The state of the loop when the run began, which no other run has.</param>
internal readonly record struct LoopOffer(SharedLoop Loop, long Run)
{
    /// <summary>Gets a value indicating whether the run has ended, so that no helper can join.</summary>
    public bool IsClosed => Loop.IsClosed(Run);

    /// <summary>Takes pieces until none is left, unless the run is closed already.</summary>
    public void Help() => Loop.Help(Run);
}
