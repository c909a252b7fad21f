using Fidelis.Evaluation.Neighbours;
using Fidelis.Imaging.Pixels;
using Fidelis.Reports.Png;

namespace Fidelis.Tests.Reports.Png;

public sealed class NeighbourSheetTests
{
    [Fact]
    public void Draw_ANearCopyAndAnother_ShowsEveryPictureAndFramesTheCopy()
    {
        PixelImage generated = Plain(64, 10);
        PixelImage[] reference = [Plain(64, 20), Plain(64, 30)];
        Neighbour[] neighbours = [new(0, 0.5), new(1, 12.25)];

        PixelImage sheet = NeighbourSheet.Draw(
            [new ImageNeighbours(0, neighbours, 0.3, true, null), new ImageNeighbours(1, neighbours, double.PositiveInfinity, false, null)],
            [generated, generated],
            [reference, reference]);

        // Each picture twice, enlarged twice: 128 x 128 pixels of its colour.
        foreach (byte level in (byte[])[10, 20, 30])
        {
            Assert.Equal(2 * 128 * 128, Count(sheet, level, level, level));
        }

        // Two frames of 136 x 136 about 128 x 128, and the label in their colour: at most 10 letters of 35 dots of 4 pixels.
        Assert.InRange(Count(sheet, 230, 126, 0), 2 * ((136 * 136) - (128 * 128)), (2 * ((136 * 136) - (128 * 128))) + (10 * 35 * 4));
    }

    [Fact]
    public void Draw_LargeAndOblongPictures_AreMadeSmallerWithoutDistortion()
    {
        PixelImage wide = new(640, 320, [.. Enumerable.Repeat((byte)10, 640 * 320 * 3)]);

        PixelImage sheet = NeighbourSheet.Draw([new ImageNeighbours(0, [new(0, 1e-9)], 2, false, new ExactCopy(0, false))], [wide], [[wide]]);

        // A constant stays one under a kernel whose weights sum to 1.
        Assert.Equal(2 * 160 * 80, Count(sheet, 10, 10, 10));
    }

    [Fact]
    public void DotLetters_EveryLetter_DiffersFromEveryOther()
    {
        string letters = "0123456789abcdefghijklmnopqrstuvwxyz.-+ ";
        string[] shapes = [.. letters.Select(letter => string.Concat(Enumerable.Range(0, 35).Select(dot => DotLetters.IsSet(letter, dot % 5, dot / 5) ? '#' : ' ')))];

        Assert.Equal(letters.Length, shapes.Distinct().Count());
        Assert.Throws<ArgumentOutOfRangeException>(() => DotLetters.IsSet('?', 0, 0));
    }

    private static PixelImage Plain(int side, byte level) => new(side, side, [.. Enumerable.Repeat(level, side * side * 3)]);

    private static int Count(PixelImage image, byte red, byte green, byte blue) =>
        image.Rgb.Chunk(3).Count(pixel => pixel[0] == red && pixel[1] == green && pixel[2] == blue);
}
