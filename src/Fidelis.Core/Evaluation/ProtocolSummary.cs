namespace Fidelis.Evaluation;

/// <summary>Everything that decides a score besides the images and the options of the metric.</summary>
/// <param name="Text">One readable line.</param>
/// <param name="Hash">Its hash; empty where the protocol is unknown.</param>
public sealed record ProtocolSummary(string Text, string Hash);
