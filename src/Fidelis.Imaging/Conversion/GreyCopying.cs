using System.Runtime.Intrinsics;

namespace Fidelis.Imaging.Conversion;

/// <summary>Copies grey into red, green and blue.</summary>
internal static class GreyCopying
{
    private const int Block = 16;

    /// <summary>Copies every value three times.</summary>
    /// <param name="grey">One value for each pixel.</param>
    /// <returns>Three values for each pixel.</returns>
    public static byte[] ToRgb(ReadOnlySpan<byte> grey)
    {
        byte[] rgb = GC.AllocateUninitializedArray<byte>(checked(grey.Length * 3));
        int i = 0;
        if (Vector128.IsHardwareAccelerated)
        {
            Vector128<byte> first = Vector128.Create((byte)0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5);
            Vector128<byte> second = Vector128.Create((byte)5, 5, 6, 6, 6, 7, 7, 7, 8, 8, 8, 9, 9, 9, 10, 10);
            Vector128<byte> third = Vector128.Create((byte)10, 11, 11, 11, 12, 12, 12, 13, 13, 13, 14, 14, 14, 15, 15, 15);
            for (; i <= grey.Length - Block; i += Block)
            {
                Vector128<byte> values = Vector128.Create(grey[i..]);
                Span<byte> destination = rgb.AsSpan(3 * i, 3 * Block);
                Vector128.Shuffle(values, first).CopyTo(destination);
                Vector128.Shuffle(values, second).CopyTo(destination[Block..]);
                Vector128.Shuffle(values, third).CopyTo(destination[(2 * Block)..]);
            }
        }

        for (; i < grey.Length; i++)
        {
            rgb[3 * i] = rgb[(3 * i) + 1] = rgb[(3 * i) + 2] = grey[i];
        }

        return rgb;
    }
}
