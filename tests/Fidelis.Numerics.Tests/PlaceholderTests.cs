namespace Fidelis.Numerics.Tests;

public sealed class PlaceholderTests
{
    [Fact]
    public void Assembly_Loads_Runs() => Assert.Equal("Fidelis", "Fidelis");
}
