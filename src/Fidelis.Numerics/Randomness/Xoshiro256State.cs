namespace Fidelis.Numerics.Randomness;

/// <summary>How far a <see cref="Xoshiro256"/> has come in its sequence, to continue it in another process.</summary>
/// <param name="Word0">The first word of the state.</param>
/// <param name="Word1">The second word.</param>
/// <param name="Word2">The third word.</param>
/// <param name="Word3">The fourth word.</param>
/// <param name="SpareGaussian">The normal number that the next call will get; NaN where there is none.</param>
public readonly record struct Xoshiro256State(ulong Word0, ulong Word1, ulong Word2, ulong Word3, double SpareGaussian);
