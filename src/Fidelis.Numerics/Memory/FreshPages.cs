namespace Fidelis.Numerics.Memory;

/// <summary>Copies into memory that nobody has touched since the system gave it.</summary>
/// <remarks>
/// The runtime's copy reads the first element of its destination, to see that it is there. The system shows a page of zeros to whoever reads one that was never
/// written, and must take it back from every core at the first write: thousands of rows, each of which begins on a page of its own, took a tenth of what was then done with them.
/// </remarks>
internal static class FreshPages
{
    /// <summary>Copies a row.</summary>
    /// <param name="source">The elements.</param>
    /// <param name="destination">Where they go; at least as long.</param>
    public static void Copy(ReadOnlySpan<double> source, Span<double> destination)
    {
        if (!source.IsEmpty)
        {
            destination[0] = source[0];
            source.CopyTo(destination);
        }
    }
}
