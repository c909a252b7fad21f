namespace Fidelis.Features;

/// <summary>The features of a source of images, and how they came about.</summary>
/// <param name="Set">The features.</param>
/// <param name="Report">What was seen on the way.</param>
public sealed record Extraction(FeatureSet Set, ExtractionReport Report);
