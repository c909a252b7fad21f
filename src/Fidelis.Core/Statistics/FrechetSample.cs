namespace Fidelis.Statistics;

/// <summary>A sample with the moments that FID takes of it.</summary>
/// <param name="Rows">The images <c>[n, d]</c>.</param>
/// <param name="Mean">Their mean <c>[d]</c>.</param>
/// <param name="Factor">The factor of their covariance.</param>
internal readonly record struct FrechetSample(SampleRows Rows, double[] Mean, CovarianceFactor Factor);
