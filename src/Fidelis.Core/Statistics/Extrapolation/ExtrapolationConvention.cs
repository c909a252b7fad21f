namespace Fidelis.Statistics.Extrapolation;

/// <summary>Whose subsets a score of endless sets is extrapolated from.</summary>
public enum ExtrapolationConvention
{
    /// <summary>Ours: subsets from a share of the images on, and where there are two sets, of both.</summary>
    Fidelis,

    /// <summary>M. J. Chong and D. Forsyth 2020: of the generated set alone, from 5,000 images on.</summary>
    Chong,

    /// <summary>dgm-eval: of the generated set alone, from a tenth of its images on, or from 5,000 where that is less.</summary>
    DgmEval,
}
