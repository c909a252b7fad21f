using Fidelis.Numerics.Errors;

namespace Fidelis.Numerics.Tests.Errors;

public sealed class SuggestionTests
{
    [Theory]
    [InlineData("avrg", " Did you mean 'avg'?")]
    [InlineData("AVG", " Did you mean 'avg'?")]
    [InlineData("flaten", " Did you mean 'flatten'?")]
    [InlineData("falttne", "")]
    [InlineData("xyz", "")]
    [InlineData("", "")]
    public void For_Name_FindsTheNearestOrNothing(string name, string expected) =>
        Assert.Equal(expected, Suggestion.For(name, ["avg", "max", "flatten"]));

    [Fact]
    public void For_SeveralAsNear_TakesTheFirst() => Assert.Equal(" Did you mean 'abcd'?", Suggestion.For("abcx", ["abcd", "abce"]));

    [Fact]
    public void For_NoNames_IsNothing() => Assert.Equal("", Suggestion.For("a", []));
}
