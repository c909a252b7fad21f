using System.Runtime.Intrinsics;

namespace Fidelis.Imaging.Resampling;

/// <summary>256 bits: 4 sums of float64.</summary>
internal readonly unsafe struct Doubles256 : IRegister<Doubles256, double>
{
    private readonly Vector256<double> lanes;

    private Doubles256(Vector256<double> lanes) => this.lanes = lanes;

    public static int Count => Vector256<double>.Count;

    public static Doubles256 operator +(Doubles256 left, Doubles256 right) => new(left.lanes + right.lanes);

    public static Doubles256 operator -(Doubles256 left, Doubles256 right) => new(left.lanes - right.lanes);

    public static Doubles256 operator *(Doubles256 left, Doubles256 right) => new(left.lanes * right.lanes);

    public static Doubles256 FusedMultiplyAdd(Doubles256 left, Doubles256 right, Doubles256 sum) => new(Vector256.FusedMultiplyAdd(left.lanes, right.lanes, sum.lanes));

    public static Doubles256 Create(double value) => new(Vector256.Create(value));

    public static Doubles256 Load(double* values) => new(Vector256.Load(values));

    public static Doubles256 LoadSingles(float* values) => new(Vector256.WidenLower(Vector128.Load(values).ToVector256Unsafe()));

    public static void StoreSingles(float* destination, Doubles256 lower, Doubles256 upper) => Vector256.Narrow(lower.lanes, upper.lanes).Store(destination);

    public static void StoreBytes(double* destination, Vector128<byte> bytes)
    {
        Vector256<ushort> words = Vector256.WidenLower(bytes.ToVector256Unsafe());
        Vector256<float> lower = Vector256.ConvertToSingle(Vector256.WidenLower(words).AsInt32());
        Vector256<float> upper = Vector256.ConvertToSingle(Vector256.WidenUpper(words).AsInt32());
        Vector256.WidenLower(lower).Store(destination);
        Vector256.WidenUpper(lower).Store(destination + Count);
        Vector256.WidenLower(upper).Store(destination + (2 * Count));
        Vector256.WidenUpper(upper).Store(destination + (3 * Count));
    }
}
