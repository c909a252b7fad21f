namespace Fidelis.Evaluation.Rankings;

/// <summary>How far one score is behind a better one.</summary>
/// <param name="Value">The distance, 0 or more, whichever direction is better.</param>
/// <param name="Error">Its standard error, taken as that of independent scores; <see langword="null"/> where that of a score is not known.</param>
/// <param name="IsWithinError">Whether it may be chance: it lies within 1.96 errors. <see langword="null"/> where no error is known.</param>
public readonly record struct ScoreGap(double Value, double? Error, bool? IsWithinError);
