namespace Fidelis.Evaluation;

/// <summary>Says how a conclusion is meant.</summary>
public enum ConclusionKind
{
    /// <summary>Something that the reader of a score has to know.</summary>
    Note,

    /// <summary>Something that a referee would raise.</summary>
    Warning,

    /// <summary>A judgement that the score allows.</summary>
    Verdict,

    /// <summary>A score that could not be computed.</summary>
    Error,
}
