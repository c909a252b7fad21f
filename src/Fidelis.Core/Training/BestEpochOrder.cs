namespace Fidelis.Training;

/// <summary>Puts the best epoch first: by the rule's score of the validation images, of equals by their loss, of those by time.</summary>
/// <param name="rule">The score.</param>
internal sealed class BestEpochOrder(BestEpochRule rule) : IComparer<TrainingEpoch>
{
    /// <inheritdoc/>
    public int Compare(TrainingEpoch? x, TrainingEpoch? y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        int scores = CompareScores(x, y);
        return scores != 0 ? scores : x.Epoch.CompareTo(y.Epoch);
    }

    /// <summary>Compares epochs of different trainings, of which neither is the earlier.</summary>
    /// <returns>Negative where the first is better, 0 where they are equally good.</returns>
    public int CompareScores(TrainingEpoch x, TrainingEpoch y)
    {
        int better = rule switch
        {
            BestEpochRule.Accuracy => y.ValidationAccuracy.CompareTo(x.ValidationAccuracy),
            BestEpochRule.BalancedAccuracy => y.ValidationBalancedAccuracy.CompareTo(x.ValidationBalancedAccuracy),
            _ => 0,
        };
        return better != 0 ? better : x.ValidationLoss.CompareTo(y.ValidationLoss);
    }
}
