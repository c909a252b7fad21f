using Fidelis.Numerics.Kernels;

namespace Fidelis.Networks.Inference;

/// <summary>What a frozen layer computes besides itself, and how.</summary>
/// <param name="Normalization">The batch normalisation that follows and is folded in, or null.</param>
/// <param name="Slope">The slope below zero of the rectifier that follows and is fused in, or 1.</param>
/// <param name="Precision">How products are rounded.</param>
internal readonly record struct Fusion(ChannelMap? Normalization, float Slope, ProductPrecision Precision);
