namespace Fidelis.Numerics.LinearAlgebra;

/// <summary>
/// Keeps the chases of neighbouring rows apart: step k of a row may begin when the row above has done two steps more.
/// </summary>
/// <param name="rows">The number of rows that are chased from.</param>
internal sealed class ChaseOrder(int rows)
{
    private const int StepsBehind = 2;

    // The steps that the chase of each row has behind it.
    private readonly int[] steps = new int[rows];

    /// <summary>Waits until a step of a row may begin.</summary>
    /// <param name="row">The row.</param>
    /// <param name="step">The step.</param>
    internal void Wait(int row, int step)
    {
        SpinWait wait = default;
        while (row > 0 && Volatile.Read(ref steps[row - 1]) < step + StepsBehind)
        {
            wait.SpinOnce(sleep1Threshold: -1);
        }
    }

    /// <summary>Says that a step of a row is done.</summary>
    /// <param name="row">The row.</param>
    /// <param name="step">The step.</param>
    internal void Done(int row, int step) => Volatile.Write(ref steps[row], step + 1);

    /// <summary>Says that a row has no more steps.</summary>
    /// <param name="row">The row.</param>
    internal void Finished(int row) => Volatile.Write(ref steps[row], int.MaxValue);
}
