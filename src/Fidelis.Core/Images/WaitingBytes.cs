namespace Fidelis.Images;

/// <summary>Counts bytes against a limit, from which the picture that is due next is exempt.</summary>
/// <param name="limit">The bytes of all other pictures.</param>
internal sealed class WaitingBytes(long limit)
{
    private readonly Dictionary<int, long> held = [];
    private int due;

    /// <summary>Gets the bytes that are held, those of the picture that is due left out.</summary>
    public long Counted { get; private set; }

    /// <summary>Gets whether at most half of the limit is held.</summary>
    public bool IsHalfFree => Counted <= limit / 2;

    /// <summary>Tells whether a picture may hold so many bytes.</summary>
    public bool Admits(int index, long bytes) => index == due || Counted + bytes <= limit;

    /// <summary>Sets the bytes that a picture holds, whatever it held before.</summary>
    public void Set(int index, long bytes)
    {
        held.Remove(index, out long before);
        if (bytes > 0)
        {
            held.Add(index, bytes);
        }

        if (index != due)
        {
            Counted += bytes - before;
        }
    }

    /// <summary>Lets go of a picture that was delivered, and exempts the one after it.</summary>
    public void Advance()
    {
        held.Remove(due);
        due++;
        Counted -= held.GetValueOrDefault(due);
    }
}
