using Fidelis.Numerics.Kernels;

namespace Fidelis.Testing;

/// <summary>Lets the tests of a process multiply float32 as it is, where they hold networks to the float32 of others: tiles of bfloat16 agree to 1e-4 only.</summary>
public static class Float32Products
{
    /// <summary>Chooses the fastest such kernels from now on; other tests hold the tiles to them.</summary>
    public static void Require()
    {
        if (InstructionSets.Active.Name == "amx")
        {
            InstructionSets.Force(InstructionSets.Available.First(set => set.Name != "amx").Name);
        }
    }
}
