using Fidelis.Numerics.Kernels;
using Fidelis.Numerics.Kernels.CookToom;

namespace Fidelis.Numerics.Tests.Kernels.CookToom;

public sealed class CookToomSchemeTests
{
    [Theory]
    [InlineData(64, 64, 32, 32, 3, 3, 36)]
    [InlineData(8, 8, 128, 128, 3, 3, 36)]
    [InlineData(147, 147, 32, 64, 3, 3, 36)]
    [InlineData(35, 35, 48, 64, 5, 5, 36)]
    [InlineData(17, 17, 128, 128, 1, 7, 8)]
    [InlineData(17, 17, 192, 192, 7, 1, 8)]
    public void ForInference_WideLayersOfTheNetworks_HasFewerProducts(int height, int width, int channels, int filters, int rows, int columns, int size)
    {
        ConvolutionShape shape = new(
            1, height, width, channels, filters, rows, columns, 1, 1, rows / 2, columns / 2, rows / 2, columns / 2);
        CookToomScheme? scheme = CookToomScheme.ForInference(shape);
        Assert.NotNull(scheme);
        Assert.Equal(size, scheme.Size);
        Assert.Equal(scheme, CookToomScheme.ForInference(shape with { BatchCount = 64 }));
    }

    [Theory]
    [InlineData(64, 32)]
    [InlineData(32, 64)]
    [InlineData(8, 128)]
    public void ForTraining_LayersOfTheNetworks_HasTilesOfTwo(int size, int channels)
    {
        // Larger tiles round more than plain sums, and 20 steps of a training make of it more than they may stray (FirstStepsTests).
        ConvolutionShape shape = ConvolutionShape.Same(64, size, size, channels, channels, 3, 1);
        Assert.Equal(16, CookToomScheme.ForTraining(shape)?.Size);
        Assert.Equal(16, CookToomScheme.ForGradient(shape)?.Size);
    }

    [Fact]
    public void ForWeightGradient_LayersOfTheNetworks_HasTilesOfFourWhereTheyPay()
    {
        Assert.Equal(36, CookToomScheme.ForWeightGradient(ConvolutionShape.Same(64, 64, 64, 32, 32, 3, 1))?.Size);
        Assert.Equal(36, CookToomScheme.ForWeightGradient(ConvolutionShape.Same(64, 8, 8, 128, 128, 3, 1))?.Size);
        Assert.Null(CookToomScheme.ForWeightGradient(ConvolutionShape.Same(64, 64, 64, 3, 32, 3, 1)));
        Assert.Null(CookToomScheme.ForWeightGradient(ConvolutionShape.Same(64, 64, 64, 32, 64, 3, 2)));
        Assert.Null(CookToomScheme.ForWeightGradient(ConvolutionShape.Same(64, 64, 64, 32, 32, 5, 1)));
    }

    [Fact]
    public void ForInference_ShapesWithNothingToGain_IsNone()
    {
        // A stride skips outputs of a tile, one tap has nothing to save, few channels cost more on the way to the points than their products
        // do, and a tile of 2 x 2 outputs of which one is used has 16 products for 9.
        Assert.Null(CookToomScheme.ForInference(ConvolutionShape.Same(1, 64, 64, 64, 64, 3, 2)));
        Assert.Null(CookToomScheme.ForGradient(ConvolutionShape.Same(1, 64, 64, 64, 64, 3, 2)));
        Assert.Null(CookToomScheme.ForInference(ConvolutionShape.Same(1, 64, 64, 64, 64, 1, 1)));
        Assert.Null(CookToomScheme.ForInference(ConvolutionShape.Same(1, 64, 64, 3, 4, 3, 1)));
        Assert.Null(CookToomScheme.ForInference(new ConvolutionShape(1, 3, 3, 64, 64, 3, 3, 1, 1, 0, 0, 0, 0)));
    }
}
