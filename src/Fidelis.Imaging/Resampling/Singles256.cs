using System.Runtime.Intrinsics;

namespace Fidelis.Imaging.Resampling;

/// <summary>256 bits: 8 sums of float32.</summary>
internal readonly unsafe struct Singles256 : IRegister<Singles256, float>
{
    private readonly Vector256<float> lanes;

    private Singles256(Vector256<float> lanes) => this.lanes = lanes;

    public static int Count => Vector256<float>.Count;

    public static Singles256 operator +(Singles256 left, Singles256 right) => new(left.lanes + right.lanes);

    public static Singles256 operator -(Singles256 left, Singles256 right) => new(left.lanes - right.lanes);

    public static Singles256 operator *(Singles256 left, Singles256 right) => new(left.lanes * right.lanes);

    public static Singles256 FusedMultiplyAdd(Singles256 left, Singles256 right, Singles256 sum) => new(Vector256.FusedMultiplyAdd(left.lanes, right.lanes, sum.lanes));

    public static Singles256 Create(float value) => new(Vector256.Create(value));

    public static Singles256 Load(float* values) => new(Vector256.Load(values));

    public static Singles256 LoadSingles(float* values) => new(Vector256.Load(values));

    public static void StoreSingles(float* destination, Singles256 lower, Singles256 upper)
    {
        lower.lanes.Store(destination);
        upper.lanes.Store(destination + Count);
    }

    public static void StoreBytes(float* destination, Vector128<byte> bytes)
    {
        Vector256<ushort> words = Vector256.WidenLower(bytes.ToVector256Unsafe());
        Vector256.ConvertToSingle(Vector256.WidenLower(words).AsInt32()).Store(destination);
        Vector256.ConvertToSingle(Vector256.WidenUpper(words).AsInt32()).Store(destination + Count);
    }
}
