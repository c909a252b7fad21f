using Fidelis.Imaging.Conversion;
using Fidelis.Imaging.Decoding;
using Fidelis.Imaging.Pixels;

namespace Fidelis.Imaging.Tests.Decoding;

public sealed class DecodingRulesTests
{
    [Fact]
    public void Describe_DefaultRules_IsTheTextOfEveryProtocolSoFar() => Assert.Equal("decode to 8-bit RGB", DecodingRules.Default.Describe());

    [Fact]
    public void Describe_OtherRules_AppendsWhatChangesPixels()
    {
        DecodingRules rules = new() { Window = SampleWindow.Between(-1, 0.5), Background = new Color(0, 0, 127.6f), ConvertProfiles = true };
        Assert.Equal("decode to 8-bit RGB (window -1,0.5, background 0,0,128, colour profiles applied)", rules.Describe());
        Assert.Equal("decode to 8-bit RGB (window image)", (DecodingRules.Default with { Window = SampleWindow.PerImage }).Describe());
    }

    [Fact]
    public void Describe_LimitOfPixels_IsNoPartOfAProtocol() => Assert.Equal("decode to 8-bit RGB", new DecodingRules { MaximumPixels = 5 }.Describe());
}
