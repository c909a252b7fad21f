using System.Runtime.Intrinsics;

namespace Fidelis.Imaging.Resampling;

/// <summary>512 bits: 8 sums of float64.</summary>
internal readonly unsafe struct Doubles512 : IRegister<Doubles512, double>
{
    private readonly Vector512<double> lanes;

    private Doubles512(Vector512<double> lanes) => this.lanes = lanes;

    public static int Count => Vector512<double>.Count;

    public static Doubles512 operator +(Doubles512 left, Doubles512 right) => new(left.lanes + right.lanes);

    public static Doubles512 operator -(Doubles512 left, Doubles512 right) => new(left.lanes - right.lanes);

    public static Doubles512 operator *(Doubles512 left, Doubles512 right) => new(left.lanes * right.lanes);

    public static Doubles512 FusedMultiplyAdd(Doubles512 left, Doubles512 right, Doubles512 sum) => new(Vector512.FusedMultiplyAdd(left.lanes, right.lanes, sum.lanes));

    public static Doubles512 Create(double value) => new(Vector512.Create(value));

    public static Doubles512 Load(double* values) => new(Vector512.Load(values));

    public static Doubles512 LoadSingles(float* values) => new(Vector512.WidenLower(Vector256.Load(values).ToVector512Unsafe()));

    public static void StoreSingles(float* destination, Doubles512 lower, Doubles512 upper) => Vector512.Narrow(lower.lanes, upper.lanes).Store(destination);

    public static void StoreBytes(double* destination, Vector128<byte> bytes)
    {
        Vector256<ushort> words = Vector256.WidenLower(bytes.ToVector256Unsafe());
        Vector512<float> singles = Vector512.ConvertToSingle(Vector512.WidenLower(words.ToVector512Unsafe()).AsInt32());
        Vector512.WidenLower(singles).Store(destination);
        Vector512.WidenUpper(singles).Store(destination + Count);
    }
}
