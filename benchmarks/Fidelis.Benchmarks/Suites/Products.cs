using Fidelis.Numerics.Kernels;
using Fidelis.Numerics.LinearAlgebra;

namespace Fidelis.Benchmarks.Suites;

/// <summary>Matrix products in float32, by every tier, and in float64.</summary>
public class Products : KernelSuite
{
    private const int FewRows = 192;

    private static readonly int[] Sizes = [512, 2048];

    /// <inheritdoc/>
    public override IEnumerable<Kernel> Kernels =>
    [
        .. from size in Sizes
           from registers in RegisterSet.Tiers
           select new Kernel("float32 product", Text(size, size, size), WorkOf(size, size, size, NumberFormat.Float32), registers, () => Singles(size)),
        .. from registers in RegisterSet.Tiers
           select new Kernel(
               "float32 product with packed rows", Text(FewRows, FewRows, 2048), WorkOf(FewRows, FewRows, 2048, NumberFormat.Float32), registers, Packed),
        .. from size in Sizes
           select new Kernel("float64 product", Text(size, size, size), WorkOf(size, size, size, NumberFormat.Float64), RegisterSet.Widest, () => Doubles(size)),
    ];

    private static Action Singles(int size)
    {
        float[] a = Operands.Singles(size * size);
        float[] b = Operands.Singles(size * size);
        float[] c = new float[size * size];
        return () => FloatProduct.Multiply(size, size, size, a, transposeA: false, b, transposeB: false, c);
    }

    private static Action Packed()
    {
        float[] a = Operands.Singles(FewRows * 2048);
        float[] c = new float[FewRows * FewRows];
        PackedFactor factor = new(FewRows, 2048, Operands.Singles(FewRows * 2048));
        return () => factor.Multiply(FewRows, a, c);
    }

    private static Action Doubles(int size)
    {
        Matrix a = Operands.Matrix(size, size);
        Matrix b = Operands.Matrix(size, size);
        Matrix c = new(size, size);
        return () => MatrixProduct.Multiply(a, b, c);
    }

    private static string Text(int m, int n, int k) => $"{m} x {k} by {k} x {n}";

    private static Work WorkOf(double m, double n, double k, NumberFormat format) =>
        new(2 * m * n * k, ((m * k) + (k * n) + (m * n)) * (format == NumberFormat.Float32 ? sizeof(float) : sizeof(double)), format);
}
