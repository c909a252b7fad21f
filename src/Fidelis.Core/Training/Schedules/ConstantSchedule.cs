namespace Fidelis.Training.Schedules;

/// <summary>Leaves the learning rate as it is.</summary>
public sealed class ConstantSchedule : ILearningRateSchedule
{
    /// <summary>The id, which is that of the default.</summary>
    public const string Name = "constant";

    /// <inheritdoc/>
    public string Id => Name;

    /// <inheritdoc/>
    public string Summary => "stays the same";

    /// <inheritdoc/>
    public double FactorAt(ScheduleMoment moment) => 1;
}
