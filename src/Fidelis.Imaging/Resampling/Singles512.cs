using System.Runtime.Intrinsics;

namespace Fidelis.Imaging.Resampling;

/// <summary>512 bits: 16 sums of float32.</summary>
internal readonly unsafe struct Singles512 : IRegister<Singles512, float>
{
    private readonly Vector512<float> lanes;

    private Singles512(Vector512<float> lanes) => this.lanes = lanes;

    public static int Count => Vector512<float>.Count;

    public static Singles512 operator +(Singles512 left, Singles512 right) => new(left.lanes + right.lanes);

    public static Singles512 operator -(Singles512 left, Singles512 right) => new(left.lanes - right.lanes);

    public static Singles512 operator *(Singles512 left, Singles512 right) => new(left.lanes * right.lanes);

    public static Singles512 FusedMultiplyAdd(Singles512 left, Singles512 right, Singles512 sum) => new(Vector512.FusedMultiplyAdd(left.lanes, right.lanes, sum.lanes));

    public static Singles512 Create(float value) => new(Vector512.Create(value));

    public static Singles512 Load(float* values) => new(Vector512.Load(values));

    public static Singles512 LoadSingles(float* values) => new(Vector512.Load(values));

    public static void StoreSingles(float* destination, Singles512 lower, Singles512 upper)
    {
        lower.lanes.Store(destination);
        upper.lanes.Store(destination + Count);
    }

    public static void StoreBytes(float* destination, Vector128<byte> bytes)
    {
        Vector256<ushort> words = Vector256.WidenLower(bytes.ToVector256Unsafe());
        Vector512.ConvertToSingle(Vector512.WidenLower(words.ToVector512Unsafe()).AsInt32()).Store(destination);
    }
}
