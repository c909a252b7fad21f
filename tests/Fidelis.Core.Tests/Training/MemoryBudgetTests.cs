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

    [Theory]
    [InlineData(24L << 30, 2L << 30, 21L << 30, 10L << 30, 14L << 30)] // A machine without limits: what nobody uses.
    [InlineData(3L << 30, 1L << 30, 3686L << 20, 3L << 30, 614L << 20)] // A container of 4 GiB: the load is not that of its three quarters alone.
    [InlineData(2L << 30, 512L << 20, 21L << 30, 10L << 30, 1536L << 20)] // A limit of the heap, on a machine whose load is greater.
    [InlineData(24L << 30, 2L << 30, 21L << 30, 24L << 30, 64L << 20)] // Files fill the memory, which the system drops.
    [InlineData(24L << 30, 0, 0, 0, 24L << 30)] // Before the first collection.
    public void FreeBytes_LimitAndLoad_AreEachHeldToTheirOwnMeasure(long limit, long committed, long highLoad, long load, long expected) =>
        Assert.Equal(expected, MemoryBudget.FreeBytes(limit, committed, highLoad, load));

    [Fact]
    public void Detect_ThisMachine_HasRoomForSomething() => Assert.True(MemoryBudget.Detect().TryReserve(1 << 20));
}
