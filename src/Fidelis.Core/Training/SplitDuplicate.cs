namespace Fidelis.Training;

/// <summary>An image that stands in two parts of a data set, so that the later part is not new to a network that knows the earlier one.</summary>
/// <param name="Path">The image in the later part, by its path within the data set.</param>
/// <param name="Part">The later part: <c>validation</c> or <c>test</c>.</param>
/// <param name="EarlierPath">The image in the earlier part.</param>
/// <param name="EarlierPart">The earlier part: <c>train</c> or <c>validation</c>.</param>
/// <param name="IsSameFile">Whether both files are equal byte by byte; else their pixels are equal.</param>
/// <param name="IsSameClass">Whether both are of one class; else one of the labels is wrong.</param>
public sealed record SplitDuplicate(string Path, string Part, string EarlierPath, string EarlierPart, bool IsSameFile, bool IsSameClass);
