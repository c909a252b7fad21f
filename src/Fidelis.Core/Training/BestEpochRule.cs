namespace Fidelis.Training;

/// <summary>By which score of the validation images the best epoch is chosen.</summary>
public enum BestEpochRule
{
    /// <summary>The highest accuracy; of equals the lowest loss, then the earliest.</summary>
    Accuracy,

    /// <summary>The highest balanced accuracy, in which each class counts alike; of equals the lowest loss, then the earliest.</summary>
    BalancedAccuracy,

    /// <summary>The lowest loss; of equals the earliest.</summary>
    Loss,
}
