namespace Fidelis.Statistics.Kernels;

/// <summary>A positive definite kernel k(x, y) that depends on x and y by xᵀy and their norms alone.</summary>
internal interface IKernel
{
    /// <summary>Evaluates the kernel of one image and several others.</summary>
    /// <param name="products">xᵀy for each y, float32.</param>
    /// <param name="squaredNorm">‖x‖², positive or zero.</param>
    /// <param name="squaredNorms">‖y‖² for each y.</param>
    /// <param name="values">Receives k(x, y) for each y.</param>
    void Evaluate(ReadOnlySpan<float> products, double squaredNorm, ReadOnlySpan<double> squaredNorms, Span<double> values);
}
