namespace Fidelis.Features;

/// <summary>How far an extraction is.</summary>
/// <param name="Done">The images that are done or skipped.</param>
/// <param name="Total">All images.</param>
/// <param name="EncodedBytes">The bytes of the files of the images that are done.</param>
public readonly record struct ExtractionProgress(long Done, long Total, long EncodedBytes);
