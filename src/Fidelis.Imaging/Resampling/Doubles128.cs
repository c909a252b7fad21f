using System.Runtime.Intrinsics;

namespace Fidelis.Imaging.Resampling;

/// <summary>128 bits: 2 sums of float64.</summary>
internal readonly unsafe struct Doubles128 : IRegister<Doubles128, double>
{
    private readonly Vector128<double> lanes;

    private Doubles128(Vector128<double> lanes) => this.lanes = lanes;

    public static int Count => Vector128<double>.Count;

    public static Doubles128 operator +(Doubles128 left, Doubles128 right) => new(left.lanes + right.lanes);

    public static Doubles128 operator -(Doubles128 left, Doubles128 right) => new(left.lanes - right.lanes);

    public static Doubles128 operator *(Doubles128 left, Doubles128 right) => new(left.lanes * right.lanes);

    public static Doubles128 FusedMultiplyAdd(Doubles128 left, Doubles128 right, Doubles128 sum) => new(Vector128.FusedMultiplyAdd(left.lanes, right.lanes, sum.lanes));

    public static Doubles128 Create(double value) => new(Vector128.Create(value));

    public static Doubles128 Load(double* values) => new(Vector128.Load(values));

    public static Doubles128 LoadSingles(float* values) => new(Vector128.WidenLower(Vector64.Load(values).ToVector128Unsafe()));

    public static void StoreSingles(float* destination, Doubles128 lower, Doubles128 upper) => Vector128.Narrow(lower.lanes, upper.lanes).Store(destination);

    public static void StoreBytes(double* destination, Vector128<byte> bytes)
    {
        float* singles = stackalloc float[16];
        Singles128.StoreBytes(singles, bytes);
        for (int i = 0; i < 16; i += Count)
        {
            LoadSingles(singles + i).lanes.Store(destination + i);
        }
    }
}
