using Fidelis.Imaging.Decoding.Png;

namespace Fidelis.Imaging.Tests.Decoding.Png;

public sealed class PngFilterTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void TryUndo_RowsOfAnyLengthAndPixel_AreWhatTheFormatSays(byte filter)
    {
        Random random = new(20260106);
        foreach (int step in (int[])[1, 2, 3, 4, 6, 8])
        {
            for (int length = 1; length < 100; length++)
            {
                byte[] above = new byte[length];
                byte[] row = new byte[length];
                random.NextBytes(above);
                random.NextBytes(row);
                byte[] expected = Plain(filter, row, above, step);

                Assert.True(PngFilter.TryUndo(filter, row, above, step));
                Assert.Equal(expected, row);
            }
        }
    }

    [Fact]
    public void TryUndo_UnknownFilter_IsNone() => Assert.False(PngFilter.TryUndo(5, new byte[3], new byte[3], 1));

    private static byte[] Plain(byte filter, byte[] row, byte[] above, int step)
    {
        byte[] result = new byte[row.Length];
        for (int i = 0; i < row.Length; i++)
        {
            int left = i < step ? 0 : result[i - step];
            int corner = i < step ? 0 : above[i - step];
            int estimate = left + above[i] - corner;
            int[] neighbours = [left, above[i], corner];
            int prediction = filter switch
            {
                0 => 0,
                1 => left,
                2 => above[i],
                3 => (left + above[i]) / 2,
                _ => neighbours.MinBy(value => Math.Abs(estimate - value)),
            };
            result[i] = (byte)(row[i] + prediction);
        }

        return result;
    }
}
