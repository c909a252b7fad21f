namespace Fidelis.Metrics;

/// <summary>The options of the maximum mean discrepancy. The defaults are those of CMMD.</summary>
public sealed record MaximumMeanDiscrepancyOptions
{
    /// <summary>Gets whose estimate is taken. The default is that of CMMD's code, with which its scores are published.</summary>
    public MaximumMeanDiscrepancyConvention Convention { get; init; } = MaximumMeanDiscrepancyConvention.Cmmd;

    /// <summary>Gets the width σ of the kernel. The default is 10.</summary>
    public double Sigma { get; init; } = 10;

    /// <summary>Gets the factor of the squared discrepancy. The default is 1,000.</summary>
    public double Scale { get; init; } = 1000;
}
