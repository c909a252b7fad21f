using Fidelis.Images;

namespace Fidelis.Tests.Images;

public sealed class ContentHashTests
{
    [Fact]
    public void Combine_OrderAndContent_DecideAndNamesDoNot()
    {
        string one = ContentHash.Of("one"u8);
        string two = ContentHash.Of("two"u8);

        // SHA-256 of the text "one" (FIPS 180-4), by Python's hashlib.
        Assert.Equal("7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed", one);
        Assert.NotEqual(ContentHash.Combine([one, two]), ContentHash.Combine([two, one]));
        Assert.NotEqual(ContentHash.Combine([one]), one);
        Assert.Equal(64, ContentHash.Combine([]).Length);
    }
}
