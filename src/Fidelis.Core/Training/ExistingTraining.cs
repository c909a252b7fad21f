namespace Fidelis.Training;

/// <summary>What becomes of a training that is not finished and whose checkpoint lies in the output folder.</summary>
public enum ExistingTraining
{
    /// <summary>It stays, and the new training is refused.</summary>
    Refuse,

    /// <summary>It is continued; where there is none, the training begins.</summary>
    Resume,

    /// <summary>It is replaced by the new training.</summary>
    Replace,
}
