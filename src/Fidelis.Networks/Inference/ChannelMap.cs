namespace Fidelis.Networks.Inference;

/// <summary>What a normalisation by running statistics does to each channel: <c>y = scale x + shift</c>.</summary>
/// <param name="Scale">The scales.</param>
/// <param name="Shift">The shifts.</param>
internal sealed record ChannelMap(double[] Scale, double[] Shift);
