namespace Fidelis.Reports.Console;

/// <summary>A column of a <see cref="TextTable"/>.</summary>
/// <param name="Heading">Its heading.</param>
/// <param name="IsRightAligned">Whether its cells end at the same place, as numbers do.</param>
public sealed record TextColumn(string Heading, bool IsRightAligned);
