namespace Fidelis.Metrics;

/// <summary>The options of the Kernel Inception Distance. The defaults are those of torch-fidelity.</summary>
public sealed record KernelInceptionDistanceOptions
{
    /// <summary>Gets whose subsets or blocks are taken. The default is torch-fidelity's random subsets, which is what the literature means.</summary>
    public KernelInceptionDistanceConvention Convention { get; init; } = KernelInceptionDistanceConvention.TorchFidelity;

    /// <summary>Gets the number of random subsets. The default is 100; ignored where <see cref="SubsetSize"/> is all, and for blocks.</summary>
    public int Subsets { get; init; } = 100;

    /// <summary>Gets the number of images of each set in a subset, which a smaller set lowers to its own; <see langword="null"/> takes all images once. The default is 1,000; ignored for blocks.</summary>
    public int? SubsetSize { get; init; } = 1000;

    /// <summary>Gets the seed of NumPy's RandomState that draws the subsets. The default is 2020; ignored where <see cref="SubsetSize"/> is all, and for blocks.</summary>
    public uint Seed { get; init; } = 2020;

    /// <summary>Gets the kernel. The default is the polynomial.</summary>
    public DiscrepancyKernel Kernel { get; init; } = DiscrepancyKernel.Polynomial;

    /// <summary>Gets the degree of the polynomial kernel. The default is 3.</summary>
    public int Degree { get; init; } = 3;

    /// <summary>Gets the factor γ of the polynomial kernel; <see langword="null"/>, the default, is 1 / d.</summary>
    public double? Gamma { get; init; }

    /// <summary>Gets the constant c of the polynomial kernel. The default is 1.</summary>
    public double Coefficient { get; init; } = 1;

    /// <summary>Gets the width σ of the Gaussian kernel. The default is 10.</summary>
    public double Sigma { get; init; } = 10;
}
