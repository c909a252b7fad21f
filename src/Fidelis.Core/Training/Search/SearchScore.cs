namespace Fidelis.Training.Search;

/// <summary>How a trial stands at a rung.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Rung">The rung, counted from 1.</param>
/// <param name="Epochs">The epochs after which trials of the rung are compared.</param>
/// <param name="Best">The best of these epochs on the validation images; <see langword="null"/> where the training diverged.</param>
/// <param name="IsKept">Whether the trial goes on to the next rung, or is the winner.</param>
public sealed record SearchScore(SearchTrial Trial, int Rung, int Epochs, TrainingEpoch? Best, bool IsKept);
