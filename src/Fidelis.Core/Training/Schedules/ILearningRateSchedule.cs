namespace Fidelis.Training.Schedules;

/// <summary>
/// How the learning rate changes while a classifier learns. Every class that implements it is found by <see cref="ScheduleCatalog"/>; it
/// must have a parameterless constructor and no state, so that a training that is resumed learns at the same rates.
/// </summary>
public interface ILearningRateSchedule
{
    /// <summary>Gets the name that users type: lower case.</summary>
    string Id { get; }

    /// <summary>Gets what it does to the rate, as the end of "The rate ...".</summary>
    string Summary { get; }

    /// <summary>Computes by what the learning rate is multiplied in one step.</summary>
    /// <param name="moment">The step.</param>
    /// <returns>The factor, above 0.</returns>
    double FactorAt(ScheduleMoment moment);
}
