using Fidelis.Imaging.Pixels;
using Fidelis.Testing;

namespace Fidelis.Imaging.Tests.Pixels;

public sealed class FloatImageTests
{
    [Fact]
    public void Blur_SinglePixel_GivesTheGaussian()
    {
        const double Sigma = 1.5;
        FloatImage image = new(31, 31);
        image[15, 15] = new Color(1000, 0, 500);
        image.Blur(Sigma);
        double[] line = [.. Enumerable.Range(-5, 11).Select(k => Math.Exp(-k * k / (2 * Sigma * Sigma)))];
        double sum = line.Sum();
        for (int y = -5; y <= 5; y++)
        {
            for (int x = -5; x <= 5; x++)
            {
                // float32 keeps 24 bits in each of the two passes.
                double expected = line[x + 5] * line[y + 5] / (sum * sum);
                NumericAssert.Close(1000 * expected, image[15 + x, 15 + y].Red, 1e-6, 2e-7);
                NumericAssert.Close(500 * expected, image[15 + x, 15 + y].Blue, 1e-6, 2e-7);
                Assert.Equal(0, image[15 + x, 15 + y].Green);
            }
        }
    }

    // The mirrored border gives back what leaves the picture, so that the mean stays; float32 rounds it by 1e-7 of its size.
    [Theory]
    [InlineData(0.3)]
    [InlineData(2)]
    [InlineData(9)]
    public void Blur_AnyPicture_KeepsItsMean(double sigma)
    {
        FloatImage image = new(13, 8);
        Lcg.Values(1, image.Values.Length, 255).Select(value => (float)value).ToArray().CopyTo(image.Values, 0);
        double before = image.Values.Average();
        image.Blur(sigma);
        NumericAssert.Close(before, image.Values.Average(), 1e-4);
    }

    [Fact]
    public void Blur_SigmaZero_ChangesNothing()
    {
        FloatImage image = FloatImage.From(new PixelImage(2, 1, [1, 2, 3, 4, 5, 6]));
        image.Blur(0);
        Assert.Equal([1f, 2, 3, 4, 5, 6], image.Values);
    }

    [Fact]
    public void ToPixels_ValuesBetweenAndBeyondLevels_AreRoundedAndCut()
    {
        FloatImage image = new(1, 1);
        image[0, 0] = new Color(-3, 1.6f, 300);
        Assert.Equal([0, 2, 255], image.ToPixels().Rgb);
    }
}
