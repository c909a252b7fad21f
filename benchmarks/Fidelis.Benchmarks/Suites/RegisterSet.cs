using Fidelis.Imaging.Resampling;
using Fidelis.Numerics.Kernels;

namespace Fidelis.Benchmarks.Suites;

/// <summary>The registers that a kernel computes in, which set its peak.</summary>
/// <param name="Name">The name of the instruction set, or the width alone where the kernel knows no tiers.</param>
/// <param name="Bits">The width of a register.</param>
/// <param name="Tier">The instruction set that is forced while the kernel runs.</param>
public sealed record RegisterSet(string Name, int Bits, string Tier)
{
    /// <summary>Gets the registers of kernels that take the widest ones which the platform computes in.</summary>
    public static RegisterSet Widest { get; } = new($"{ResamplingDispatch.WidestRegister} bits", ResamplingDispatch.WidestRegister, InstructionSets.Automatic);

    /// <summary>Gets the registers of every tier that this machine has, the fastest first.</summary>
    public static IReadOnlyList<RegisterSet> Tiers { get; } = [.. InstructionSets.Available.Select(set => new RegisterSet(set.Name, BitsOf(set.Name), set.Name))];

    // Tiles of AMX are held against the float32 peak that they are there to pass.
    private static int BitsOf(string tier) => tier switch
    {
        "amx" or "avx512" => 512,
        "avx2" => 256,
        _ => 128,
    };
}
