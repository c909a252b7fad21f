using Fidelis.Numerics.Kernels;
using Fidelis.Numerics.Kernels.CookToom;
using Fidelis.Numerics.Kernels.Tiles;
using Fidelis.Numerics.Tests.Kernels.Tiles;

namespace Fidelis.Numerics.Tests.Kernels;

public sealed class TrainingRouteTests
{
    private static readonly TileTier Tiles = new(new PortableTileKernel());

    private static readonly PortableTier Float32 = new();

    // BioCNN-1 has strides, where there are no schemes; BioCNN-2 has none, and its gradients of the filters take a quarter of the products.
    [Theory]
    [InlineData(64, 3, 32, 2, "plain", "plain", "plain")]
    [InlineData(32, 32, 64, 2, "tiles", "plain", "tiles")]
    [InlineData(16, 64, 128, 2, "tiles", "tiles", "tiles")]
    [InlineData(8, 128, 256, 2, "tiles", "tiles", "tiles")]
    [InlineData(64, 3, 32, 1, "plain", "plain", "plain")]
    [InlineData(64, 32, 32, 1, "tiles", "tiles", "scheme")]
    [InlineData(32, 32, 64, 1, "tiles", "tiles", "scheme")]
    [InlineData(32, 64, 64, 1, "tiles", "tiles", "scheme")]
    [InlineData(16, 64, 128, 1, "tiles", "tiles", "scheme")]
    [InlineData(16, 128, 128, 1, "tiles", "tiles", "scheme")]
    public void EveryConvolution_LayersOfTheNetworks_TakesTheShortestWay(
        int size, int channels, int filters, int stride, string forward, string inputGradient, string weightGradient)
    {
        foreach (int batch in new[] { 1, 64 })
        {
            ConvolutionShape shape = ConvolutionShape.Same(batch, size, size, channels, filters, 3, stride);
            Assert.Equal(forward, Name(TrainingRoute.Forward(Tiles, shape)));
            Assert.Equal(inputGradient, Name(TrainingRoute.InputGradient(Tiles, shape)));
            Assert.Equal(weightGradient, Name(TrainingRoute.WeightGradient(Tiles, shape)));
        }
    }

    [Fact]
    public void EveryConvolution_TierWithoutTiles_TakesWhatTheSchemesSay()
    {
        foreach (int stride in new[] { 1, 2 })
        {
            ConvolutionShape shape = ConvolutionShape.Same(8, 16, 16, 64, 128, 3, stride);
            Assert.Equal(new TrainingRoute(CookToomScheme.ForTraining(shape), null), TrainingRoute.Forward(Float32, shape));
            Assert.Equal(new TrainingRoute(CookToomScheme.ForGradient(shape), null), TrainingRoute.InputGradient(Float32, shape));
            Assert.Equal(new TrainingRoute(CookToomScheme.ForWeightGradient(shape), null), TrainingRoute.WeightGradient(Float32, shape));
        }
    }

    [Fact]
    public void InputGradient_PixelsThatNoFilterMeets_IsNotMadeOfTiles()
    {
        // Their products have no term, and a product of tiles has at least one chunk.
        Assert.Null(TrainingRoute.InputGradient(Tiles, ConvolutionShape.Same(1, 64, 64, 256, 256, 1, 2)).Tiles);
        Assert.NotNull(TrainingRoute.Forward(Tiles, ConvolutionShape.Same(1, 64, 64, 256, 256, 1, 2)).Tiles);
    }

    private static string Name(TrainingRoute route) => route.Tiles is not null ? "tiles" : route.Scheme is not null ? "scheme" : "plain";
}
