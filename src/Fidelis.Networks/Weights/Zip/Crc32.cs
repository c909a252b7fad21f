using System.Buffers.Binary;

namespace Fidelis.Networks.Weights.Zip;

/// <summary>The checksum of zip files: CRC-32 with the reflected polynomial 0xEDB88320 (PKWARE APPNOTE 4.4.7).</summary>
internal static class Crc32
{
    /// <summary>
    /// <c>Tables[k * 256 + b]</c> is the checksum of byte b followed by k zeros, so that eight bytes are taken in one step: each is as
    /// many zeros away from the end as bytes follow it.
    /// </summary>
    private static readonly uint[] Tables = CreateTables();

    /// <summary>Continues a checksum; the first one begins with 0.</summary>
    public static uint Append(uint checksum, ReadOnlySpan<byte> bytes)
    {
        uint[] tables = Tables;
        uint state = ~checksum;
        while (bytes.Length >= 8)
        {
            uint low = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ state;
            uint high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            state = tables[0x700 + (low & 0xFF)] ^ tables[0x600 + ((low >> 8) & 0xFF)] ^ tables[0x500 + ((low >> 16) & 0xFF)] ^ tables[0x400 + (low >> 24)]
                ^ tables[0x300 + (high & 0xFF)] ^ tables[0x200 + ((high >> 8) & 0xFF)] ^ tables[0x100 + ((high >> 16) & 0xFF)] ^ tables[high >> 24];
            bytes = bytes[8..];
        }

        foreach (byte value in bytes)
        {
            state = (state >> 8) ^ tables[(state ^ value) & 0xFF];
        }

        return ~state;
    }

    private static uint[] CreateTables()
    {
        uint[] tables = new uint[8 * 256];
        for (uint value = 0; value < 256; value++)
        {
            uint remainder = value;
            for (int bit = 0; bit < 8; bit++)
            {
                remainder = (remainder >> 1) ^ ((remainder & 1) * 0xEDB88320u);
            }

            tables[value] = remainder;
        }

        for (int i = 256; i < tables.Length; i++)
        {
            uint previous = tables[i - 256];
            tables[i] = (previous >> 8) ^ tables[previous & 0xFF];
        }

        return tables;
    }
}
