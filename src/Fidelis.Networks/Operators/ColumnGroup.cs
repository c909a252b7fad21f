using System.Numerics;
using System.Runtime.CompilerServices;

namespace Fidelis.Networks.Operators;

/// <summary>Neighbouring columns of a matrix of float32 that are worked on side by side.</summary>
/// <typeparam name="TSelf">The group itself.</typeparam>
internal interface IColumnGroup<TSelf>
    where TSelf : struct, IColumnGroup<TSelf>
{
    /// <summary>Gets the number of columns.</summary>
    static abstract int Count { get; }

    /// <summary>Reads one row of the columns.</summary>
    /// <param name="origin">Where elements are counted from.</param>
    /// <param name="index">The element in the first column.</param>
    /// <returns>The elements.</returns>
    static abstract TSelf Load(ref float origin, nuint index);

    /// <summary>Writes one row of the columns.</summary>
    /// <param name="origin">Where elements are counted from.</param>
    /// <param name="index">The element in the first column.</param>
    void Store(ref float origin, nuint index);

    /// <summary>Adds column by column.</summary>
    static abstract TSelf operator +(TSelf left, TSelf right);

    /// <summary>Subtracts column by column.</summary>
    static abstract TSelf operator -(TSelf left, TSelf right);

    /// <summary>Multiplies column by column.</summary>
    static abstract TSelf operator *(TSelf left, TSelf right);

    /// <summary>Takes a gradient back through a rectifier.</summary>
    /// <param name="gradient">The gradient of its output.</param>
    /// <param name="input">Its input.</param>
    /// <param name="slope">Its slope where the input is not positive.</param>
    /// <returns>The gradient of its input.</returns>
    static abstract TSelf ThroughRectifier(TSelf gradient, TSelf input, float slope);
}

/// <summary>Columns that fill twice what a smaller group fills: one addition need not wait for the last, and more of memory is read as it lies.</summary>
/// <typeparam name="TGroup">The smaller group.</typeparam>
internal readonly struct TwoGroups<TGroup>(TGroup first, TGroup second) : IColumnGroup<TwoGroups<TGroup>>
    where TGroup : struct, IColumnGroup<TGroup>
{
    private readonly TGroup first = first;
    private readonly TGroup second = second;

    /// <inheritdoc/>
    public static int Count => 2 * TGroup.Count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoGroups<TGroup> Load(ref float origin, nuint index) => new(TGroup.Load(ref origin, index), TGroup.Load(ref origin, index + (nuint)TGroup.Count));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref float origin, nuint index)
    {
        first.Store(ref origin, index);
        second.Store(ref origin, index + (nuint)TGroup.Count);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoGroups<TGroup> operator +(TwoGroups<TGroup> left, TwoGroups<TGroup> right) => new(left.first + right.first, left.second + right.second);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoGroups<TGroup> operator -(TwoGroups<TGroup> left, TwoGroups<TGroup> right) => new(left.first - right.first, left.second - right.second);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoGroups<TGroup> operator *(TwoGroups<TGroup> left, TwoGroups<TGroup> right) => new(left.first * right.first, left.second * right.second);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoGroups<TGroup> ThroughRectifier(TwoGroups<TGroup> gradient, TwoGroups<TGroup> input, float slope) =>
        new(TGroup.ThroughRectifier(gradient.first, input.first, slope), TGroup.ThroughRectifier(gradient.second, input.second, slope));
}

/// <summary>As many columns as a register holds.</summary>
internal readonly struct VectorOfColumns(Vector<float> values) : IColumnGroup<VectorOfColumns>
{
    private readonly Vector<float> values = values;

    /// <inheritdoc/>
    public static int Count => Vector<float>.Count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorOfColumns Load(ref float origin, nuint index) => new(Vector.LoadUnsafe(ref origin, index));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref float origin, nuint index) => values.StoreUnsafe(ref origin, index);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorOfColumns operator +(VectorOfColumns left, VectorOfColumns right) => new(left.values + right.values);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorOfColumns operator -(VectorOfColumns left, VectorOfColumns right) => new(left.values - right.values);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorOfColumns operator *(VectorOfColumns left, VectorOfColumns right) => new(left.values * right.values);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorOfColumns ThroughRectifier(VectorOfColumns gradient, VectorOfColumns input, float slope) =>
        new(Vector.ConditionalSelect(Vector.GreaterThan(input.values, Vector<float>.Zero), gradient.values, gradient.values * slope));
}

/// <summary>A single column, where no register can be filled.</summary>
internal readonly struct OneColumn(float value) : IColumnGroup<OneColumn>
{
    private readonly float value = value;

    /// <inheritdoc/>
    public static int Count => 1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneColumn Load(ref float origin, nuint index) => new(Unsafe.Add(ref origin, index));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref float origin, nuint index) => Unsafe.Add(ref origin, index) = value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneColumn operator +(OneColumn left, OneColumn right) => new(left.value + right.value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneColumn operator -(OneColumn left, OneColumn right) => new(left.value - right.value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneColumn operator *(OneColumn left, OneColumn right) => new(left.value * right.value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneColumn ThroughRectifier(OneColumn gradient, OneColumn input, float slope) => new(input.value > 0 ? gradient.value : gradient.value * slope);
}
