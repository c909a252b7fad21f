namespace Fidelis.Benchmarks.Suites;

/// <summary>What a kernel has to do, however it does it.</summary>
/// <param name="Operations">Floating-point operations, a multiplication and an addition counted as two; 0 where that is not what the kernel is about.</param>
/// <param name="Bytes">Bytes that it must read and write at least: every operand once.</param>
/// <param name="Format">The numbers that it computes with.</param>
public readonly record struct Work(double Operations, double Bytes, NumberFormat Format);
