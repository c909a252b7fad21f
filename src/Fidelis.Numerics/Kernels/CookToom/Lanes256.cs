using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Fidelis.Numerics.Kernels.CookToom;

/// <summary>A register of 256 bits, for processors that fuse products.</summary>
/// <param name="values">The values.</param>
internal readonly unsafe struct Lanes256(Vector256<float> values) : ILanes<Lanes256>
{
    private readonly Vector256<float> values = values;

    /// <inheritdoc/>
    public static int Count => Vector256<float>.Count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator +(Lanes256 left, Lanes256 right) => new(left.values + right.values);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator -(Lanes256 left, Lanes256 right) => new(left.values - right.values);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator *(Lanes256 left, Lanes256 right) => new(left.values * right.values);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Create(float value) => new(Vector256.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Load(float* source) => new(Vector256.Load(source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 MultiplyAdd(Lanes256 left, Lanes256 right, Lanes256 summand) =>
        new(Vector256.FusedMultiplyAdd(left.values, right.values, summand.values));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Rectify(Lanes256 values, Lanes256 slope) => new(Vector256.ConditionalSelect(
        Vector256.GreaterThan(values.values, Vector256<float>.Zero), values.values, values.values * slope.values));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* destination) => values.Store(destination);
}
