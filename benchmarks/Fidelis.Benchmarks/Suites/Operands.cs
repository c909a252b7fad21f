using Fidelis.Networks.Autodiff;
using Fidelis.Numerics.LinearAlgebra;

namespace Fidelis.Benchmarks.Suites;

/// <summary>Operands of seeded random values: kernels take as long for them as for real ones.</summary>
internal static class Operands
{
    /// <summary>Makes values in [-0.5, 0.5).</summary>
    public static float[] Singles(int count)
    {
        Random random = new(4);
        float[] values = new float[count];
        foreach (ref float value in values.AsSpan())
        {
            value = random.NextSingle() - 0.5f;
        }

        return values;
    }

    /// <summary>Makes a tensor of values in [-0.5, 0.5).</summary>
    public static Tensor Tensor(params int[] shape) => new(Singles(shape.Aggregate(1, (product, size) => product * size)), shape);

    /// <summary>Makes bytes.</summary>
    public static byte[] Bytes(int count)
    {
        byte[] values = new byte[count];
        new Random(1).NextBytes(values);
        return values;
    }

    /// <summary>Makes a matrix of values in [-0.5, 0.5).</summary>
    public static Matrix Matrix(int rows, int columns, int seed = 5)
    {
        Random random = new(seed);
        Matrix matrix = new(rows, columns);
        foreach (ref double value in matrix.Data.AsSpan())
        {
            value = random.NextDouble() - 0.5;
        }

        return matrix;
    }

    /// <summary>Makes the covariance of twice as many images as features, whose deviations fall as one over the root of their number: full rank, as Inception's is.</summary>
    public static Matrix Covariance(int size, int seed = 5)
    {
        Matrix samples = Matrix(2 * size, size, seed);
        for (int i = 0; i < samples.Data.Length; i++)
        {
            samples.Data[i] /= Math.Sqrt(1 + (i % size));
        }

        return MatrixProduct.SumOfSymmetricProducts(size, [samples]);
    }
}
