namespace Fidelis.Evaluation.Pairs;

/// <summary>How images find their partners.</summary>
public enum MatchRule
{
    /// <summary>By their paths within the sources, without the extension of a picture.</summary>
    Name,

    /// <summary>By their places in the ordinal order of the paths.</summary>
    Order,
}
