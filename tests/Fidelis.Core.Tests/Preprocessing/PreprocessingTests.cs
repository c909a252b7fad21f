using Fidelis.Imaging.Pixels;
using Fidelis.Networks.Architectures;
using Fidelis.Preprocessing;
using Fidelis.Testing;

namespace Fidelis.Tests.Preprocessing;

/// <summary>What is true of every protocol.</summary>
public sealed class PreprocessingTests
{
    private static readonly InputShape Input = new(5, 7, 3);

    public static TheoryData<string> Ids => [.. PreprocessingCatalog.All.Select(protocol => protocol.Id)];

    // The ends of the levels, and what is said of white: only keras, native and pytorch-fid reach 1.
    [Theory]
    [InlineData("clean", -1f, 0.9921875f)]
    [InlineData("keras", -1f, 1f)]
    [InlineData("native", -1f, 1f)]
    [InlineData("pytorch-fid", -1f, 1f)]
    [InlineData("tf1", -1f, 0.9921875f)]
    [InlineData("torchmetrics", -1f, 0.9921875f)]
    public void Write_BlackAndWhite_AreTheEndsOfThePeer(string protocol, float black, float white)
    {
        Assert.All(Write(protocol, Uniform(3, 4, 0), Fit.Squash), value => Assert.Equal(black, value));
        Assert.All(Write(protocol, Uniform(7, 5, 255), Fit.Crop), value => Assert.Equal(white, value));
    }

    // Resizing says "where the size differs": at the network's own size every level is what the scaling makes of it, digit by digit.
    [Theory]
    [MemberData(nameof(Ids))]
    public void Write_ImageOfTheRightSize_IsOnlyScaled(string protocol)
    {
        PixelImage image = Noise(Input.Width, Input.Height);
        float[][] byLevel = [.. Enumerable.Range(0, 256).Select(level => Write(protocol, Uniform(1, 1, (byte)level), Fit.Squash))];

        Assert.Equal(Levels(image, protocol).Select((level, i) => byLevel[level][i % 3]), Write(protocol, image, Fit.Squash));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Write_Crop_DependsOnTheCentreAlone(string protocol)
    {
        PixelImage image = Noise(14, 30);
        PixelImage centre = new(14, 10, image.Rgb[(14 * 10 * 3)..(14 * 20 * 3)]);

        Assert.Equal(Write(protocol, centre, Fit.Squash), Write(protocol, image, Fit.Crop));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Write_AnySize_StaysWithinTheEnds(string protocol)
    {
        float[] black = Write(protocol, Uniform(1, 1, 0), Fit.Squash);
        float[] white = Write(protocol, Uniform(1, 1, 255), Fit.Squash);
        foreach ((int width, int height) in ((int, int)[])[(1, 1), (1, 90), (90, 1), (6, 6), (33, 21)])
        {
            float[] values = Write(protocol, Noise(width, height), Fit.Squash);
            for (int i = 0; i < values.Length; i++)
            {
                Assert.InRange(values[i], black[i % 3], white[i % 3]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Write_SlotOfAnotherLength_IsRefused(string protocol) => Assert.Throws<ArgumentException>(
        () => PreprocessingCatalog.Find(protocol).Write(Noise(2, 2), Input, Fit.Squash, new float[Input.Height * Input.Width]));

    [Fact]
    public void Describe_Protocols_HaveDifferentTexts()
    {
        string[] texts = [.. PreprocessingCatalog.All.SelectMany(protocol => (string[])[protocol.Describe(Input, Fit.Squash), protocol.Describe(Input, Fit.Crop)])];

        Assert.Equal(2 * PreprocessingCatalog.All.Count, texts.Distinct().Count());
        Assert.All(texts, text => Assert.Contains("to 7x5 by", text, StringComparison.Ordinal));
    }

    private static float[] Write(string protocol, PixelImage image, Fit fit)
    {
        float[] values = new float[Input.Height * Input.Width * 3];
        values.AsSpan().Fill(float.NaN);
        PreprocessingCatalog.Find(protocol).Write(image, Input, fit, values);
        return values;
    }

    /// <summary>The levels in the order in which a network takes them.</summary>
    private static IEnumerable<byte> Levels(PixelImage image, string protocol) =>
        protocol == "keras-caffe" ? image.Rgb.Chunk(3).SelectMany(pixel => pixel.Reverse()) : image.Rgb;

    private static PixelImage Uniform(int width, int height, byte level) => new(width, height, [.. Enumerable.Repeat(level, width * height * 3)]);

    private static PixelImage Noise(int width, int height) =>
        new(width, height, [.. Lcg.Values(9, width * height * 3, 256).Select(value => (byte)value)]);
}
