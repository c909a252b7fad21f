using Fidelis.Metrics;

namespace Fidelis.Evaluation.Pairs;

/// <summary>What the metrics made of one pair.</summary>
/// <param name="Values">One value for each metric; none where the pictures have two sizes.</param>
/// <param name="IsEqual">Whether the pictures are equal in every sample.</param>
/// <param name="Width">The columns that were compared.</param>
/// <param name="Height">The rows that were compared.</param>
internal sealed record PairOutcome(PairedValue[] Values, bool IsEqual, int Width, int Height);
