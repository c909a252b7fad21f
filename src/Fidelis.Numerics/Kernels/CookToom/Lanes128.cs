using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Fidelis.Numerics.Kernels.CookToom;

/// <summary>A register of 128 bits, which every processor has.</summary>
/// <param name="values">The values.</param>
internal readonly unsafe struct Lanes128(Vector128<float> values) : ILanes<Lanes128>
{
    private readonly Vector128<float> values = values;

    /// <inheritdoc/>
    public static int Count => Vector128<float>.Count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator +(Lanes128 left, Lanes128 right) => new(left.values + right.values);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator -(Lanes128 left, Lanes128 right) => new(left.values - right.values);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator *(Lanes128 left, Lanes128 right) => new(left.values * right.values);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Create(float value) => new(Vector128.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Load(float* source) => new(Vector128.Load(source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 MultiplyAdd(Lanes128 left, Lanes128 right, Lanes128 summand) =>
        new(Vector128.MultiplyAddEstimate(left.values, right.values, summand.values));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Rectify(Lanes128 values, Lanes128 slope) => new(Vector128.ConditionalSelect(
        Vector128.GreaterThan(values.values, Vector128<float>.Zero), values.values, values.values * slope.values));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* destination) => values.Store(destination);
}
