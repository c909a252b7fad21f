namespace Fidelis.Training;

/// <summary>The choices of a training as the command line and files name them.</summary>
public static class TrainingNames
{
    /// <summary>Gets the rules for the best epoch by their names.</summary>
    public static IReadOnlyList<(string Name, BestEpochRule Value)> BestEpochRules { get; } =
        [("accuracy", BestEpochRule.Accuracy), ("balanced-accuracy", BestEpochRule.BalancedAccuracy), ("loss", BestEpochRule.Loss)];

    /// <summary>Names a rule for the best epoch.</summary>
    /// <param name="rule">The rule.</param>
    /// <returns>Its name.</returns>
    public static string Of(BestEpochRule rule) => BestEpochRules.First(pair => pair.Value == rule).Name;
}
