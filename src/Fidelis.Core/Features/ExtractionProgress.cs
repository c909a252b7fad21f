namespace Fidelis.Features;

/// <summary>How far an extraction is.</summary>
/// <param name="Done">The images that are done or skipped.</param>
/// <param name="Total">All images.</param>
public readonly record struct ExtractionProgress(long Done, long Total);
