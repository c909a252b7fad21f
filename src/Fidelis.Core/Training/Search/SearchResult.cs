namespace Fidelis.Training.Search;

/// <summary>What a search found.</summary>
/// <param name="Scores">The standing of each trial at each rung it reached, rung by rung, the best first.</param>
/// <param name="Winner">The trial that is trained to the end.</param>
public sealed record SearchResult(IReadOnlyList<SearchScore> Scores, SearchTrial Winner);
