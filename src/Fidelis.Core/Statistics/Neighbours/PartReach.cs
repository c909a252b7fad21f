namespace Fidelis.Statistics.Neighbours;

/// <summary>How far balls about images reach that end at the k-th neighbour within a part of the set, for the parts of 64 pairs at a time.</summary>
internal sealed class PartReach
{
    private readonly int depth;
    private readonly ulong[] first;
    private readonly ulong[] second;

    /// <summary>Finds the neighbours that each ball reaches to.</summary>
    /// <param name="centres">The neighbours of the centres among themselves.</param>
    /// <param name="parts">The parts of the centres.</param>
    /// <param name="word">The word of the pairs.</param>
    /// <param name="k">The neighbour in the part that a ball reaches to.</param>
    public PartReach(NeighbourTable centres, SubsetPairs parts, int word, int k)
    {
        depth = centres.Depth;
        first = Reach(centres, parts.First(word), k);
        second = Reach(centres, parts.Second(word), k);
    }

    /// <summary>Gets the pairs whose first part has the centre, with a ball that reaches to its neighbour of this rank in the whole set.</summary>
    public ulong First(int centre, int rank) => first[((long)centre * depth) + rank - 1];

    /// <summary>Gets the pairs whose second part has the centre, with a ball that reaches to its neighbour of this rank in the whole set.</summary>
    public ulong Second(int centre, int rank) => second[((long)centre * depth) + rank - 1];

    private static ulong[] Reach(NeighbourTable centres, ReadOnlySpan<ulong> part, int k)
    {
        ulong[] reach = new ulong[(long)centres.Count * centres.Depth];

        // Counts of neighbours in the part, that begin so that the highest bit is set once there are k.
        ulong[] planes = new ulong[int.Log2(k) + 2];
        int top = planes.Length - 1;
        for (int centre = 0; centre < centres.Count; centre++)
        {
            for (int plane = 0; plane <= top; plane++)
            {
                planes[plane] = ((((1 << top) - k) >> plane) & 1) != 0 ? ulong.MaxValue : 0;
            }

            ulong open = part[centre];
            for (int rank = 1; rank <= centres.Depth && open != 0; rank++)
            {
                reach[((long)centre * centres.Depth) + rank - 1] = open;
                ulong carry = part[centres.Index(centre, rank)] & open;
                for (int plane = 0; plane < top; plane++)
                {
                    (planes[plane], carry) = (planes[plane] ^ carry, planes[plane] & carry);
                }

                open &= ~carry;
            }
        }

        return reach;
    }
}
