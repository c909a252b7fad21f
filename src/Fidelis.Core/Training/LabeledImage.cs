using Fidelis.Images;

namespace Fidelis.Training;

/// <summary>A picture, not yet read, whose class is known.</summary>
/// <param name="Entry">The picture.</param>
/// <param name="Label">The index of its class.</param>
public sealed record LabeledImage(ImageEntry Entry, int Label);
