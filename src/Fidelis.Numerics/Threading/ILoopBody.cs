namespace Fidelis.Numerics.Threading;

/// <summary>What is done for each piece of a loop. A structure that holds all that its pieces need lets a loop run without allocating anything.</summary>
public interface ILoopBody
{
    /// <summary>Does one piece. Other threads are at other pieces meanwhile, some of them with the same body.</summary>
    /// <param name="index">The number of the piece.</param>
    void RunPiece(int index);
}
