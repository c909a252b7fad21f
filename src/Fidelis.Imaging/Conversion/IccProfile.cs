using System.Buffers.Binary;

namespace Fidelis.Imaging.Conversion;

/// <summary>Tells whether a colour profile is sRGB by what it does, not by its name.</summary>
/// <remarks>
/// A profile is sRGB if it has red, green and blue, its three primaries are those of sRGB (adapted to D50, as profiles store them) within
/// 0.003, and its curves take 1/4, 1/2 and 3/4 to sRGB's values within 0.005. Source: ICC.1:2010, sections 7 and 10.
/// </remarks>
internal static class IccProfile
{
    private const int HeaderBytes = 128;
    private const int EntryBytes = 12;
    private const double PrimaryTolerance = 0.003;
    private const double CurveTolerance = 0.005;

    /// <summary>Tells whether a profile is sRGB.</summary>
    /// <param name="profile">The profile.</param>
    /// <returns>Whether it is; not for anything that cannot be read.</returns>
    public static bool IsStandardRgb(ReadOnlySpan<byte> profile) =>
        profile.Length > HeaderBytes + 4
        && profile[16..].StartsWith("RGB "u8)
        && HasPrimary(Find(profile, "rXYZ"u8), 0.4360, 0.2225, 0.0139)
        && HasPrimary(Find(profile, "gXYZ"u8), 0.3851, 0.7169, 0.0971)
        && HasPrimary(Find(profile, "bXYZ"u8), 0.1431, 0.0606, 0.7139)
        && HasCurve(Find(profile, "rTRC"u8))
        && HasCurve(Find(profile, "gTRC"u8))
        && HasCurve(Find(profile, "bTRC"u8));

    // A table of name, offset and length follows the header and a count.
    private static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> profile, ReadOnlySpan<byte> name)
    {
        uint count = BinaryPrimitives.ReadUInt32BigEndian(profile[HeaderBytes..]);
        ReadOnlySpan<byte> table = profile[(HeaderBytes + 4)..];
        for (; count > 0 && table.Length >= EntryBytes; count--, table = table[EntryBytes..])
        {
            if (table.StartsWith(name))
            {
                uint offset = BinaryPrimitives.ReadUInt32BigEndian(table[4..]);
                uint length = BinaryPrimitives.ReadUInt32BigEndian(table[8..]);
                return (ulong)offset + length <= (ulong)profile.Length ? profile.Slice((int)offset, (int)length) : default;
            }
        }

        return default;
    }

    private static bool HasPrimary(ReadOnlySpan<byte> tag, double x, double y, double z) =>
        tag.Length >= 20
        && tag.StartsWith("XYZ "u8)
        && Math.Abs(Fixed(tag[8..]) - x) < PrimaryTolerance
        && Math.Abs(Fixed(tag[12..]) - y) < PrimaryTolerance
        && Math.Abs(Fixed(tag[16..]) - z) < PrimaryTolerance;

    private static bool HasCurve(ReadOnlySpan<byte> tag)
    {
        foreach (double value in (ReadOnlySpan<double>)[0.25, 0.5, 0.75])
        {
            double expected = Math.Pow((value + 0.055) / 1.055, 2.4);
            if (!(Math.Abs(Evaluate(tag, value) - expected) < CurveTolerance))
            {
                return false;
            }
        }

        return true;
    }

    // A sampled curve, whose single value is a gamma, or a formula. NaN for anything else.
    private static double Evaluate(ReadOnlySpan<byte> tag, double value)
    {
        if (tag.Length >= 14 && tag.StartsWith("curv"u8))
        {
            uint count = BinaryPrimitives.ReadUInt32BigEndian(tag[8..]);
            if (count == 1)
            {
                return Math.Pow(value, BinaryPrimitives.ReadUInt16BigEndian(tag[12..]) / 256.0);
            }

            if (count == 0 || count > (tag.Length - 12) / 2)
            {
                return double.NaN;
            }

            double place = value * (count - 1);
            int below = (int)place;
            double first = BinaryPrimitives.ReadUInt16BigEndian(tag[(12 + (2 * below))..]);
            double second = BinaryPrimitives.ReadUInt16BigEndian(tag[(14 + (2 * below))..]);
            return (first + ((place - below) * (second - first))) / ushort.MaxValue;
        }

        // Types 0 and 3 are Y = X^g and Y = (a X + b)^g above d; their values lie well above d for sRGB.
        if (tag.Length >= 16 && tag.StartsWith("para"u8))
        {
            int type = BinaryPrimitives.ReadUInt16BigEndian(tag[8..]);
            double gamma = Fixed(tag[12..]);
            return type == 0 ? Math.Pow(value, gamma)
                : type is 3 or 4 && tag.Length >= 24 ? Math.Pow((Fixed(tag[16..]) * value) + Fixed(tag[20..]), gamma)
                : double.NaN;
        }

        return double.NaN;
    }

    private static double Fixed(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt32BigEndian(bytes) / 65_536.0;
}
