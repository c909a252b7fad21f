namespace Fidelis.Training.Schedules;

/// <summary>A step of a training as a schedule sees it.</summary>
/// <param name="Epoch">The epoch, counted from 1.</param>
/// <param name="EpochCount">The epochs of the whole training.</param>
/// <param name="Progress">The share of all steps that are taken, in [0, 1).</param>
/// <param name="Finished">The finished epochs.</param>
public readonly record struct ScheduleMoment(int Epoch, int EpochCount, double Progress, IReadOnlyList<TrainingEpoch> Finished);
