using Fidelis.Numerics.Errors;

namespace Fidelis.Training;

/// <summary>A training whose loss or probabilities are no numbers any more.</summary>
/// <param name="message">What happened, and what to do.</param>
public sealed class TrainingDivergedException(string message) : InputException(message);
