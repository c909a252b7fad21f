using Fidelis.Imaging.Drawing.Phantoms;
using Fidelis.Imaging.Pixels;

namespace Fidelis.Imaging.Tests.Drawing.Phantoms;

public sealed class PhantomPainterTests
{
    public static TheoryData<string> Classes => [.. PhantomPainter.Classes];

    [Fact]
    public void Classes_All_AreTheFourKinds() =>
        Assert.Equal(["eosinophil", "lymphocyte", "monocyte", "neutrophil"], PhantomPainter.Classes);

    [Theory]
    [MemberData(nameof(Classes))]
    public void Paint_SameSeedAndIndex_GivesTheSamePicture(string name) =>
        Assert.Equal(PhantomPainter.Paint(name, 5, 9, 40).Rgb, PhantomPainter.Paint(name, 5, 9, 40).Rgb);

    [Theory]
    [MemberData(nameof(Classes))]
    public void Paint_OtherSeedOrIndex_GivesAnotherPicture(string name)
    {
        byte[] picture = PhantomPainter.Paint(name, 5, 9, 32).Rgb;
        Assert.NotEqual(picture, PhantomPainter.Paint(name, 6, 9, 32).Rgb);
        Assert.NotEqual(picture, PhantomPainter.Paint(name, 5, 10, 32).Rgb);
    }

    // The same cell drawn twice as large and averaged over 2 x 2 pixels is the small one, but for edges, blur and noise: about 3
    // levels of noise and a few at edges, while two different cells are some 50 levels apart.
    [Theory]
    [MemberData(nameof(Classes))]
    public void Paint_OtherSize_ShowsTheSameCell(string name)
    {
        PixelImage small = PhantomPainter.Paint(name, 2, 1, 64);
        PixelImage large = PhantomPainter.Paint(name, 2, 1, 128);
        double sum = 0;
        for (int y = 0; y < 64; y++)
        {
            for (int x = 0; x < 64 * 3; x++)
            {
                int corner = (((2 * y * 128) + (2 * (x / 3))) * 3) + (x % 3);
                double mean = (large.Rgb[corner] + large.Rgb[corner + 3] + large.Rgb[corner + 384] + large.Rgb[corner + 387]) / 4.0;
                sum += Math.Abs(mean - small.Rgb[(y * 192) + x]);
            }
        }

        Assert.InRange(sum / small.Rgb.Length, 0, 6);
    }

    // What a haematologist sees first: how much of the picture is nucleus (dark) and how much is cytoplasm, averaged over cells.
    [Fact]
    public void Paint_ManyCells_DifferAsLeukocytesDo()
    {
        Dictionary<string, double> nucleus = PhantomPainter.Classes.ToDictionary(name => name, name => Mean(name, (r, g, b) => g < 90 && b > r ? 1 : 0));
        Dictionary<string, double> ground = PhantomPainter.Classes.ToDictionary(name => name, name => Mean(name, (_, g, _) => g > 205 ? 1 : 0));
        Dictionary<string, double> redness = PhantomPainter.Classes.ToDictionary(name => name, name => Mean(name, (r, g, b) => g < 170 && r > b + 10 ? 1 : 0));
        Assert.Equal("lymphocyte", ground.MaxBy(item => item.Value).Key);
        Assert.Equal("monocyte", ground.MinBy(item => item.Value).Key);
        Assert.Equal("monocyte", nucleus.MaxBy(item => item.Value).Key);
        Assert.Equal("eosinophil", redness.MaxBy(item => item.Value).Key);
    }

    [Fact]
    public void Paint_UnknownClassOrSize_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => PhantomPainter.Paint("basophil", 0, 1, 64));
        Assert.Throws<ArgumentOutOfRangeException>(() => PhantomPainter.Paint("monocyte", 0, 1, 15));
        Assert.Throws<ArgumentOutOfRangeException>(() => PhantomPainter.Paint("monocyte", -1, 1, 64));
    }

    private static double Mean(string name, Func<int, int, int, int> measure) =>
        Enumerable.Range(0, 30).Average(i => PhantomPainter.Paint(name, i, 1, 32).Rgb.Chunk(3).Average(pixel => measure(pixel[0], pixel[1], pixel[2])));
}
