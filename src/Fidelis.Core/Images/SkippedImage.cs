namespace Fidelis.Images;

/// <summary>A picture that was left out because it cannot be read, which the user allowed.</summary>
/// <param name="Path">Its path within the source.</param>
/// <param name="Reason">The sentence that it would have failed with.</param>
public sealed record SkippedImage(string Path, string Reason);
