using Fidelis.Training;

namespace Fidelis.Tests.Training;

public sealed class MemoryBudgetTests
{
    [Fact]
    public void TryReserve_UpToTheLimit_IsAllowed()
    {
        MemoryBudget budget = new(100);

        Assert.True(budget.TryReserve(60));
        Assert.False(budget.TryReserve(41));
        Assert.True(budget.TryReserve(40));
        Assert.False(budget.TryReserve(1));
        Assert.False(budget.TryReserve(long.MaxValue));
    }

    [Fact]
    public void Detect_ThisMachine_HasRoomForSomething() => Assert.True(MemoryBudget.Detect().TryReserve(1 << 20));
}
