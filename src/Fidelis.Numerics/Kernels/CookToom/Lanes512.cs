using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Fidelis.Numerics.Kernels.CookToom;

/// <summary>A register of 512 bits, for processors that fuse products.</summary>
/// <param name="values">The values.</param>
internal readonly unsafe struct Lanes512(Vector512<float> values) : ILanes<Lanes512>
{
    private readonly Vector512<float> values = values;

    /// <inheritdoc/>
    public static int Count => Vector512<float>.Count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator +(Lanes512 left, Lanes512 right) => new(left.values + right.values);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator -(Lanes512 left, Lanes512 right) => new(left.values - right.values);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator *(Lanes512 left, Lanes512 right) => new(left.values * right.values);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Create(float value) => new(Vector512.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Load(float* source) => new(Vector512.Load(source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 MultiplyAdd(Lanes512 left, Lanes512 right, Lanes512 summand) =>
        new(Vector512.FusedMultiplyAdd(left.values, right.values, summand.values));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Rectify(Lanes512 values, Lanes512 slope) => new(Vector512.ConditionalSelect(
        Vector512.GreaterThan(values.values, Vector512<float>.Zero), values.values, values.values * slope.values));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* destination) => values.Store(destination);
}
