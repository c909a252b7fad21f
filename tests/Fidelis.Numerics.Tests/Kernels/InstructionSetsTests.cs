using Fidelis.Numerics.Errors;
using Fidelis.Numerics.Kernels;

namespace Fidelis.Numerics.Tests.Kernels;

public sealed class InstructionSetsTests
{
    [Theory]
    [InlineData("amx2")]
    [InlineData("")]
    [InlineData("AVX512")]
    public void Force_UnknownName_ListsWhatThisMachineHas(string name)
    {
        InputException error = Assert.Throws<InputException>(() => InstructionSets.Force(name));
        Assert.Contains($"but it was \"{name}\"", error.Message);
        Assert.Contains("portable", error.Message);
        Assert.Contains("auto", error.Message);
    }

    [Theory]
    [ClassData(typeof(TierNames))]
    public void Force_AvailableName_MakesItActive(string name)
    {
        try
        {
            InstructionSets.Force(name);
            Assert.Equal(name, InstructionSets.Active.Name);
        }
        finally
        {
            InstructionSets.Force(InstructionSets.Automatic);
        }

        Assert.Equal(InstructionSets.Available[0], InstructionSets.Active);
    }

    [Fact]
    public void Available_AnyMachine_EndsWithPortable() => Assert.Equal("portable", InstructionSets.Available[^1].Name);
}
