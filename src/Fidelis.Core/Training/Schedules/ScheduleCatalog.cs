using Fidelis.Numerics.Discovery;
using Fidelis.Numerics.Errors;

namespace Fidelis.Training.Schedules;

/// <summary>All learning-rate schedules, found by reflection, ordered by id.</summary>
public static class ScheduleCatalog
{
    /// <summary>Gets all schedules in the ordinal order of their ids.</summary>
    public static IReadOnlyList<ILearningRateSchedule> All { get; } = Parts.Of<ILearningRateSchedule>(schedule => schedule.Id);

    /// <summary>Finds a schedule by its id.</summary>
    /// <param name="id">The id, such as <c>cosine</c>.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="InputException">There is no such schedule.</exception>
    public static ILearningRateSchedule Find(string id) =>
        All.FirstOrDefault(schedule => schedule.Id == id)
        ?? throw new InputException(
            $"There is no schedule '{id}'. There is: {string.Join(", ", All.Select(schedule => schedule.Id))}.{Suggestion.For(id, All.Select(schedule => schedule.Id))}");
}
