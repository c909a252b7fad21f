using System.Buffers.Binary;

namespace Fidelis.Numerics.Checksums;

/// <summary>The checksum of PNG's chunks and of zip entries: CRC-32 with the polynomial 0xEDB88320, lowest bit first (PNG, Annex D; PKWARE APPNOTE 4.4.7).</summary>
/// <remarks>
/// A table for each of eight places within a group of 8 bytes holds what a byte there adds to the remainder at the end of the group, so
/// that a group takes eight independent look-ups instead of a chain of eight.
/// </remarks>
public static class Crc32
{
    private const int GroupBytes = 8;

    private static readonly uint[] Tables = MakeTables();

    /// <summary>Continues a checksum.</summary>
    /// <param name="checksum">The checksum of what came before; 0 at the start.</param>
    /// <param name="data">What follows.</param>
    /// <returns>The checksum of both.</returns>
    public static uint Append(uint checksum, ReadOnlySpan<byte> data)
    {
        uint remainder = ~checksum;
        ReadOnlySpan<uint> tables = Tables;
        for (; data.Length >= GroupBytes; data = data[GroupBytes..])
        {
            uint low = BinaryPrimitives.ReadUInt32LittleEndian(data) ^ remainder;
            uint high = BinaryPrimitives.ReadUInt32LittleEndian(data[4..]);
            remainder = tables[(7 * 256) + (byte)low] ^ tables[(6 * 256) + (byte)(low >> 8)]
                ^ tables[(5 * 256) + (byte)(low >> 16)] ^ tables[(4 * 256) + (int)(low >> 24)]
                ^ tables[(3 * 256) + (byte)high] ^ tables[(2 * 256) + (byte)(high >> 8)]
                ^ tables[256 + (byte)(high >> 16)] ^ tables[(int)(high >> 24)];
        }

        foreach (byte value in data)
        {
            remainder = tables[(byte)(remainder ^ value)] ^ (remainder >> 8);
        }

        return ~remainder;
    }

    private static uint[] MakeTables()
    {
        const uint Polynomial = 0xEDB88320;
        uint[] tables = new uint[GroupBytes * 256];
        for (uint value = 0; value < 256; value++)
        {
            uint remainder = value;
            for (int bit = 0; bit < 8; bit++)
            {
                remainder = (remainder & 1) == 0 ? remainder >> 1 : (remainder >> 1) ^ Polynomial;
            }

            tables[value] = remainder;
        }

        // One place further to the front is one more zero byte behind.
        for (int i = 256; i < tables.Length; i++)
        {
            tables[i] = tables[(byte)tables[i - 256]] ^ (tables[i - 256] >> 8);
        }

        return tables;
    }
}
