using System.Text;
using Fidelis.Numerics.Errors;

namespace Fidelis.Networks.Weights.Tar;

/// <summary>
/// Reads the files of a tar archive in memory (POSIX ustar; IEEE Std 1003.1, pax, "ustar Interchange Format"). Nothing is unpacked:
/// a member is a part of the archive's own bytes, wherever its name would lead.
/// </summary>
/// <remarks>
/// The platform's reader asks for as much memory as a header claims. Long names, which records of other kinds hold, are left out:
/// such a member goes by the shorter name of its own header.
/// </remarks>
internal static class TarContent
{
    private const int BlockBytes = 512;
    private const int NameBytes = 100;
    private const int SizeOffset = 124;
    private const int NumberBytes = 12;
    private const int ChecksumOffset = 148;
    private const int ChecksumBytes = 8;
    private const int KindOffset = 156;
    private const int MarkOffset = 257;

    /// <summary>Tells whether bytes start as an archive does.</summary>
    public static bool Recognizes(ReadOnlySpan<byte> start) => start.Length > MarkOffset && start[MarkOffset..].StartsWith("ustar"u8);

    /// <summary>Lists the regular files.</summary>
    /// <param name="archive">The archive, for which nobody vouches.</param>
    /// <param name="source">The file as messages name it.</param>
    /// <returns>Their names and the ranges of their bytes, in the order of the archive.</returns>
    /// <exception cref="InputException">The archive is damaged.</exception>
    public static IReadOnlyList<(string Name, Range Content)> FilesOf(ReadOnlySpan<byte> archive, string source)
    {
        List<(string, Range)> files = [];
        int position = 0;
        while (archive.Length - position >= BlockBytes && archive.Slice(position, BlockBytes).ContainsAnyExcept((byte)0))
        {
            ReadOnlySpan<byte> header = archive.Slice(position, BlockBytes);
            if (NumberIn(header.Slice(ChecksumOffset, ChecksumBytes)) != SumOf(header))
            {
                throw Damaged(source, "a header of it has another checksum than it says");
            }

            position += BlockBytes;
            long length = NumberIn(header.Slice(SizeOffset, NumberBytes));
            if (length < 0 || length > archive.Length - position)
            {
                throw Damaged(source, "it ends within a file");
            }

            if (header[KindOffset] is 0 or (byte)'0')
            {
                files.Add((NameIn(header), position..(position + (int)length)));
            }

            position = (int)Math.Min(archive.Length, position + ((length + BlockBytes - 1) / BlockBytes * BlockBytes));
        }

        // Two blocks of zeros end an archive; those that are cut off before lack files, or may.
        return archive.Length - position >= BlockBytes ? files : throw Damaged(source, "its end is missing");
    }

    private static string NameIn(ReadOnlySpan<byte> header)
    {
        ReadOnlySpan<byte> name = header[..NameBytes];
        int end = name.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? name : name[..end]);
    }

    /// <summary>Reads octal digits, which spaces and zeros may surround; -1 where something else stands there, as for files over 8 GiB.</summary>
    private static long NumberIn(ReadOnlySpan<byte> field)
    {
        long value = 0;
        foreach (byte digit in field.Trim(" \0"u8))
        {
            if (digit is < (byte)'0' or > (byte)'7')
            {
                return -1;
            }

            value = (value * 8) + digit - '0';
        }

        return value;
    }

    /// <summary>Adds the bytes of a header, that of its checksum counting as spaces.</summary>
    private static long SumOf(ReadOnlySpan<byte> header)
    {
        long sum = ChecksumBytes * ' ';
        for (int i = 0; i < BlockBytes; i++)
        {
            sum += i is < ChecksumOffset or >= ChecksumOffset + ChecksumBytes ? header[i] : 0;
        }

        return sum;
    }

    private static InputException Damaged(string source, string how) => new($"The archive '{source}' is damaged: {how}. Copy it again.");
}
