using Fidelis.Features;

namespace Fidelis.Tests.Features;

public sealed class ComputedListTests
{
    [Fact]
    public void Elements_OfAnyIndex_AreThoseOfTheFunction()
    {
        ComputedList<int> squares = new(5, i => i * i);

        Assert.Equal([0, 1, 4, 9, 16], squares);
        Assert.Equal(16, squares[4]);
        Assert.Equal(5, squares.Count);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(5)]
    public void Elements_BeyondTheEnds_DoNotExist(int index) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ComputedList<int>(5, i => i)[index]);
}
