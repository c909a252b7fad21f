using System.Numerics;
using System.Runtime.CompilerServices;
using Fidelis.Imaging.Resampling;

namespace Fidelis.Benchmarks.Roofs;

/// <summary>The loop in one kind of register.</summary>
/// <typeparam name="TRegister">The register.</typeparam>
/// <typeparam name="T">Its numbers.</typeparam>
internal sealed unsafe class FusedLoop<TRegister, T> : FusedLoop
    where TRegister : unmanaged, IRegister<TRegister, T>
    where T : unmanaged, INumber<T>
{
    // Two units that take four or five cycles for a sum want ten sums at once; twelve and their factor fit into the sixteen registers of AVX.
    private const int Sums = 12;
    private const int Rounds = 100_000;

    /// <inheritdoc/>
    protected override double SliceOperations => 2.0 * Sums * Rounds * TRegister.Count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override double Run()
    {
        // Halving and adding a half goes to 1 and stays there: no sum overflows or becomes subnormal.
        TRegister half = TRegister.Create(T.CreateChecked(0.5));
        TRegister a = half, b = half, c = half, d = half, e = half, f = half, g = half, h = half, i = half, j = half, k = half, l = half;
        for (int round = 0; round < Rounds; round++)
        {
            a = TRegister.FusedMultiplyAdd(a, half, half);
            b = TRegister.FusedMultiplyAdd(b, half, half);
            c = TRegister.FusedMultiplyAdd(c, half, half);
            d = TRegister.FusedMultiplyAdd(d, half, half);
            e = TRegister.FusedMultiplyAdd(e, half, half);
            f = TRegister.FusedMultiplyAdd(f, half, half);
            g = TRegister.FusedMultiplyAdd(g, half, half);
            h = TRegister.FusedMultiplyAdd(h, half, half);
            i = TRegister.FusedMultiplyAdd(i, half, half);
            j = TRegister.FusedMultiplyAdd(j, half, half);
            k = TRegister.FusedMultiplyAdd(k, half, half);
            l = TRegister.FusedMultiplyAdd(l, half, half);
        }

        // Read, so that the compiler leaves nothing out.
        float* values = stackalloc float[2 * TRegister.Count];
        TRegister.StoreSingles(values, a + b + c + d + e + f, g + h + i + j + k + l);
        return values[0];
    }
}
