using Fidelis.Numerics.Kernels;
using Fidelis.Numerics.Kernels.CookToom;

namespace Fidelis.Numerics.Tests.Kernels.CookToom;

/// <summary>Every scheme, and shapes on both sides of the borders of its tiles, of registers, panels and blocks.</summary>
internal static class CookToomSchemes
{
    public static CookToomScheme[] All { get; } =
    [
        new(CookToomAxis.TwoOfThree, CookToomAxis.TwoOfThree),
        new(CookToomAxis.FourOfThree, CookToomAxis.FourOfThree),
        new(CookToomAxis.TwoOfFive, CookToomAxis.TwoOfFive),
        new(CookToomAxis.Identity, CookToomAxis.TwoOfSeven),
        new(CookToomAxis.TwoOfSeven, CookToomAxis.Identity),
        new(CookToomAxis.Identity, CookToomAxis.FourOfThree),
        new(CookToomAxis.FourOfThree, CookToomAxis.Identity),
    ];

    public static ConvolutionShape[] Shapes(CookToomScheme scheme)
    {
        int height = scheme.Vertical.Taps;
        int width = scheme.Horizontal.Taps;
        return
        [
            Shape(2, 9, 11, 3, 32, 0, 0),
            Shape(3, 8, 8, 32, 33, height / 2, width / 2),
            Shape(1, 7, 8, 31, 64, height / 2, width / 2),
            Shape(2, 13, 10, 5, 7, height + 1, width + 2),
            Shape(1, height, width, 300, 1, 0, 0),
            Shape(1, 1, 1, 16, 48, height / 2, width / 2),
            Shape(0, 9, 9, 16, 16, 1, 1),
        ];

        ConvolutionShape Shape(int images, int rows, int columns, int channels, int filters, int vertical, int horizontal) => new(
            images, rows, columns, channels, filters, height, width, 1, 1, vertical, horizontal, vertical, horizontal);
    }
}
