namespace Fidelis.Statistics.Neighbours;

/// <summary>64 counts that rise together: bit i of plane p is bit p of count i.</summary>
internal sealed class LaneCounts
{
    private readonly ulong[] planes = new ulong[62];

    /// <summary>Gets a count.</summary>
    /// <param name="lane">Which, in [0, 64).</param>
    public long this[int lane]
    {
        get
        {
            long count = 0;
            for (int plane = 0; plane < planes.Length; plane++)
            {
                count |= (long)((planes[plane] >> lane) & 1) << plane;
            }

            return count;
        }
    }

    /// <summary>Adds a weight to the counts whose bits are set.</summary>
    /// <param name="lanes">The counts.</param>
    /// <param name="weight">The weight, not negative.</param>
    public void Add(ulong lanes, int weight = 1)
    {
        for (int plane = 0; weight != 0; plane++, weight >>= 1)
        {
            if ((weight & 1) != 0)
            {
                Carry(lanes, plane);
            }
        }
    }

    private void Carry(ulong lanes, int plane)
    {
        for (; lanes != 0; plane++)
        {
            ulong carry = planes[plane] & lanes;
            planes[plane] ^= lanes;
            lanes = carry;
        }
    }
}
