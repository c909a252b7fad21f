using System.Text.Json;
using Fidelis.Imaging.Conversion;
using Fidelis.Imaging.Decoding;
using Fidelis.Imaging.Pixels;

namespace Fidelis.Imaging.Tests.Decoding;

/// <summary>Files whose pixels need a rule (<c>reference/scripts/pixel_rules.py</c>): each is what the rule in numpy says.</summary>
public sealed class StatedRulesTests
{
    private static readonly Dictionary<string, EncodedCase> Cases = EncodedCase.Load("stated").ToDictionary(item => item.Name);

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Decode_PictureThatNeedsARule_GivesWhatTheRuleSays(string name)
    {
        EncodedCase item = Cases[name];
        DecodedPicture picture = ImageDecoder.Decode(item.Encoded, name, Rules(item.Golden.GetProperty("rules")));

        Assert.Equal((item.Width, item.Height), (picture.Pixels.Width, picture.Pixels.Height));
        int largest = item.Rgb.Zip(picture.Pixels.Rgb, (expected, actual) => Math.Abs(expected - actual)).Max();

        // 0 for rules of our own; profiles are applied by another version of the same library than the golden's.
        Assert.InRange(largest, 0, item.Golden.GetProperty("tolerance").GetInt32());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Decode_PictureThatNeedsARule_SaysWhatWasDone(string name)
    {
        JsonElement golden = Cases[name].Golden;
        PictureFacts facts = ImageDecoder.Decode(Cases[name].Encoded, name, Rules(golden.GetProperty("rules"))).Facts;

        Assert.Equal(golden.GetProperty("mode").GetString(), facts.Mode);
        Assert.Equal(Enum.Parse<PixelTreatments>(golden.GetProperty("treatments").GetString()!), facts.Treatments);
        Assert.Equal(golden.GetProperty("lossy").GetBoolean(), facts.IsLossy);
        double[]? range = golden.GetProperty("range").Deserialize<double[]?>();
        Assert.Equal(range is null ? null : (range[0], range[1]), facts.Range);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ReadHeader_WholeFile_SaysWhatDecodingFinds(string name)
    {
        EncodedCase item = Cases[name];
        PictureHeader header = ImageDecoder.ReadHeader(item.Encoded, item.Encoded, item.Encoded.Length, name)!;

        Assert.Equal((item.Width, item.Height), (header.Width, header.Height));
        Assert.Equal(item.Golden.GetProperty("mode").GetString(), header.Mode);
        Assert.Equal(item.Golden.GetProperty("frames").GetInt32(), header.FrameCount);
        Assert.Equal(item.Golden.GetProperty("lossy").GetBoolean(), header.IsLossy);
    }

    // The expected pixels are the rule's, so that these differences are Fidelis' own from Pillow; docs/images.md quotes them.
    [Theory]
    [InlineData("png-rgb-16", "pillowDifference", 1)]
    [InlineData("ppm-maximum-200", "pillowDifference", 1)]
    [InlineData("png-rgba", "pillowCompositeDifference", 1)]
    [InlineData("tiff-cmyk-all-pairs", "pillowDifference", 0)]
    [InlineData("jpeg-cmyk-plain", "pillowDifference", 0)]
    [InlineData("gif-small-frame", "pillowDifference", 0)]
    public void Golden_DifferenceFromPillow_IsAsDocumented(string name, string field, int largest) =>
        Assert.InRange(Cases[name].Golden.GetProperty(field).GetInt32(), 0, largest);

    private static DecodingRules Rules(JsonElement stated)
    {
        DecodingRules rules = DecodingRules.Default;
        if (stated.TryGetProperty("window", out JsonElement window))
        {
            rules = rules with
            {
                Window = window.ValueKind == JsonValueKind.String
                    ? SampleWindow.PerImage
                    : SampleWindow.Between(window[0].GetDouble(), window[1].GetDouble()),
            };
        }

        if (stated.TryGetProperty("background", out JsonElement background))
        {
            rules = rules with { Background = new Color(background[0].GetInt32(), background[1].GetInt32(), background[2].GetInt32()) };
        }

        return stated.TryGetProperty("profiles", out _) ? rules with { ConvertProfiles = true } : rules;
    }
}
