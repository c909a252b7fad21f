namespace Fidelis.Metrics;

/// <summary>The kernels by which two sets of features can be compared.</summary>
public enum DiscrepancyKernel
{
    /// <summary>A power of the inner product plus a constant.</summary>
    Polynomial,

    /// <summary>The exponential of the negative squared distance.</summary>
    Gaussian,
}
