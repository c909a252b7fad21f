using Fidelis.Numerics.Errors;
using Fidelis.Training;

namespace Fidelis.Tests.Training;

public sealed class MemoryBudgetTests
{
    [Fact]
    public void Reserve_UpToTheLimit_IsAllowed()
    {
        MemoryBudget budget = new(100);

        budget.Reserve(60);
        budget.Reserve(40);

        Assert.Throws<InputException>(() => budget.Reserve(1));
    }

    [Fact]
    public void Reserve_TooMuch_SaysNeedAndAvailable()
    {
        InputException e = Assert.Throws<InputException>(() => new MemoryBudget(2L << 30).Reserve(200_000L * 64 * 64 * 3));

        Assert.Equal(
            "Training holds all images in memory: they need at least 2,344 MiB, but 2,048 MiB are available.",
            e.Message.Replace("Train on fewer images or on a machine with more memory.", string.Empty).TrimEnd());
    }

    [Fact]
    public void Detect_ThisMachine_HasRoomForSomething() => MemoryBudget.Detect().Reserve(1 << 20);
}
