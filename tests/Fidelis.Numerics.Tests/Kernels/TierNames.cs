using Fidelis.Numerics.Kernels;

namespace Fidelis.Numerics.Tests.Kernels;

/// <summary>The tiers of this machine, by name, as the data of a theory.</summary>
public sealed class TierNames : TheoryData<string>
{
    public TierNames()
    {
        foreach (InstructionSet set in InstructionSets.Available)
        {
            Add(set.Name);
        }
    }
}
