namespace Fidelis.Evaluation.Neighbours;

/// <summary>The reference image whose every pixel a generated image has.</summary>
/// <param name="Reference">The place of the first such image in the reference.</param>
/// <param name="IsSameFile">Whether the two are one file, byte by byte.</param>
public readonly record struct ExactCopy(int Reference, bool IsSameFile);
