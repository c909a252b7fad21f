namespace Fidelis.Evaluation;

/// <summary>Who is told how far a setup is.</summary>
/// <param name="Opening">Told the name of every model before it is opened, on any thread.</param>
/// <param name="Opened">Told when it is open, or cannot be opened.</param>
/// <param name="Looked">Told of every image whose header was looked at, on any thread.</param>
public sealed record SetupProgress(Action<string> Opening, Action Opened, Action Looked);
