namespace Fidelis.Evaluation.Pairs;

/// <summary>Two images that were compared.</summary>
/// <param name="Reference">The path of the reference image within its source.</param>
/// <param name="Generated">The path of the generated image within its source.</param>
/// <param name="ClassName">The class of the reference image, or where it has none of the generated one; or <see langword="null"/>.</param>
/// <param name="Width">The columns that were compared.</param>
/// <param name="Height">The rows that were compared.</param>
public sealed record ImagePair(string Reference, string Generated, string? ClassName, int Width, int Height);
