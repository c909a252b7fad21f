using Fidelis.Numerics.Memory;

namespace Fidelis.Numerics.Tests.Memory;

public class LargeArrayTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData((1 << 20) - 1)]
    [InlineData(1 << 20)]
    [InlineData((3 << 20) + 1)]
    public void Allocate_AnyLength_GivesMemoryThatKeepsEveryValue(int length)
    {
        float[] array = LargeArray.Allocate(length);

        Assert.Equal(length, array.Length);
        for (int i = 0; i < length; i++)
        {
            array[i] = i;
        }

        Assert.Equal((long)length * (length - 1) / 2, array.Sum(value => (long)value));
    }

    [Fact]
    public void Allocate_NegativeLength_Throws() => Assert.Throws<OverflowException>(() => LargeArray.Allocate(-1));
}
