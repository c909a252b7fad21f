namespace Fidelis.Metrics;

/// <summary>Whose estimate of the squared maximum mean discrepancy is taken.</summary>
public enum MaximumMeanDiscrepancyConvention
{
    /// <summary>The V-statistic of CMMD's code (S. Jayasumana et al. 2024), with the diagonals: never negative, too large by chance.</summary>
    Cmmd,

    /// <summary>The U-statistic of A. Gretton et al. 2012, eq. 3, without the diagonals, which is also eq. 4 of the paper of CMMD: unbiased, and negative at times.</summary>
    Gretton,
}
