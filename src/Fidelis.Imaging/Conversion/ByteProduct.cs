using System.Runtime.CompilerServices;

namespace Fidelis.Imaging.Conversion;

/// <summary>Divides sums of products of bytes by 255.</summary>
internal static class ByteProduct
{
    /// <summary>Divides and rounds to the nearest; halves do not occur, as 255 is odd.</summary>
    /// <param name="value">0 to 255 * 255.</param>
    /// <returns><c>round(value / 255)</c>.</returns>
    /// <remarks>1 / 255 = 1 / 256 + 1 / 256^2 + ...; the first two terms are exact to a whole number in this range.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Of(int value)
    {
        value += 128;
        return (value + (value >> 8)) >> 8;
    }
}
