using System.Runtime.Intrinsics;

namespace Fidelis.Imaging.Resampling;

/// <summary>128 bits: 4 sums of float32.</summary>
internal readonly unsafe struct Singles128 : IRegister<Singles128, float>
{
    private readonly Vector128<float> lanes;

    private Singles128(Vector128<float> lanes) => this.lanes = lanes;

    public static int Count => Vector128<float>.Count;

    public static Singles128 operator +(Singles128 left, Singles128 right) => new(left.lanes + right.lanes);

    public static Singles128 operator -(Singles128 left, Singles128 right) => new(left.lanes - right.lanes);

    public static Singles128 operator *(Singles128 left, Singles128 right) => new(left.lanes * right.lanes);

    public static Singles128 FusedMultiplyAdd(Singles128 left, Singles128 right, Singles128 sum) => new(Vector128.FusedMultiplyAdd(left.lanes, right.lanes, sum.lanes));

    public static Singles128 Create(float value) => new(Vector128.Create(value));

    public static Singles128 Load(float* values) => new(Vector128.Load(values));

    public static Singles128 LoadSingles(float* values) => new(Vector128.Load(values));

    public static void StoreSingles(float* destination, Singles128 lower, Singles128 upper)
    {
        lower.lanes.Store(destination);
        upper.lanes.Store(destination + Count);
    }

    public static void StoreBytes(float* destination, Vector128<byte> bytes)
    {
        Vector128<ushort> lower = Vector128.WidenLower(bytes);
        Vector128<ushort> upper = Vector128.WidenUpper(bytes);
        Vector128.ConvertToSingle(Vector128.WidenLower(lower).AsInt32()).Store(destination);
        Vector128.ConvertToSingle(Vector128.WidenUpper(lower).AsInt32()).Store(destination + Count);
        Vector128.ConvertToSingle(Vector128.WidenLower(upper).AsInt32()).Store(destination + (2 * Count));
        Vector128.ConvertToSingle(Vector128.WidenUpper(upper).AsInt32()).Store(destination + (3 * Count));
    }
}
