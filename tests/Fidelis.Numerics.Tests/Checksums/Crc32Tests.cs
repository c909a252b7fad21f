using System.Text;
using Fidelis.Numerics.Checksums;

namespace Fidelis.Numerics.Tests.Checksums;

public sealed class Crc32Tests
{
    // The check value of the catalogue of CRCs (CRC-32/ISO-HDLC), and that of no bytes.
    [Theory]
    [InlineData("123456789", 0xCBF43926)]
    [InlineData("", 0)]
    public void Append_KnownText_GivesItsChecksum(string text, uint expected) => Assert.Equal(expected, Crc32.Append(0, Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void Append_InPieces_GivesTheChecksumOfTheWhole()
    {
        byte[] data = [.. Enumerable.Range(0, 100).Select(i => (byte)(i * 37))];

        uint whole = Crc32.Append(0, data);

        Assert.All(Enumerable.Range(0, data.Length), cut => Assert.Equal(whole, Crc32.Append(Crc32.Append(0, data.AsSpan(0, cut)), data.AsSpan(cut))));
    }

    [Fact]
    public void Append_AnyLength_EqualsThePolynomialDivisionBitByBit()
    {
        byte[] data = [.. Enumerable.Range(0, 64).Select(i => (byte)((i * i) + 11))];

        Assert.All(Enumerable.Range(0, data.Length), length => Assert.Equal(BitByBit(data.AsSpan(0, length)), Crc32.Append(0, data.AsSpan(0, length))));
    }

    private static uint BitByBit(ReadOnlySpan<byte> bytes)
    {
        uint remainder = uint.MaxValue;
        foreach (byte value in bytes)
        {
            remainder ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                remainder = (remainder >> 1) ^ (0xEDB88320 & (uint)-(int)(remainder & 1));
            }
        }

        return ~remainder;
    }
}
