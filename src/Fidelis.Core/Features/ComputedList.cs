using System.Collections;

namespace Fidelis.Features;

/// <summary>A list whose elements take no memory: each is computed where it is looked at.</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
/// <param name="count">The number of elements.</param>
/// <param name="compute">Gives the element of an index; the same for the same.</param>
internal sealed class ComputedList<T>(int count, Func<int, T> compute) : IReadOnlyList<T>
{
    /// <inheritdoc/>
    public int Count => count;

    /// <inheritdoc/>
    public T this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, count);
            return compute(index);
        }
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator()
    {
        for (int i = 0; i < count; i++)
        {
            yield return compute(i);
        }
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
