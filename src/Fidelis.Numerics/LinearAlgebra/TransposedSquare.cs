using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Fidelis.Numerics.LinearAlgebra;

/// <summary>Turns small squares within registers, so that neither what is read nor what is written goes element by element.</summary>
internal static unsafe class TransposedSquare
{
    /// <summary>The number of rows and columns.</summary>
    internal const int Size = 4;

    /// <summary>Writes a square with rows and columns exchanged.</summary>
    /// <param name="scale">A factor on every element.</param>
    /// <param name="source">The square.</param>
    /// <param name="sourceStride">The distance between its rows.</param>
    /// <param name="target">Where it goes.</param>
    /// <param name="targetStride">The distance between rows there.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Copy(double scale, double* source, nint sourceStride, double* target, nint targetStride)
    {
        if (!Avx.IsSupported)
        {
            for (int i = 0; i < Size; i++)
            {
                for (int j = 0; j < Size; j++)
                {
                    target[(j * targetStride) + i] = scale * source[(i * sourceStride) + j];
                }
            }

            return;
        }

        Vector256<double> scales = Vector256.Create(scale);
        Vector256<double> row0 = scales * Vector256.Load(source);
        Vector256<double> row1 = scales * Vector256.Load(source + sourceStride);
        Vector256<double> row2 = scales * Vector256.Load(source + (2 * sourceStride));
        Vector256<double> row3 = scales * Vector256.Load(source + (3 * sourceStride));

        // Neighbours change places first, then halves.
        Vector256<double> even01 = Avx.UnpackLow(row0, row1);
        Vector256<double> odd01 = Avx.UnpackHigh(row0, row1);
        Vector256<double> even23 = Avx.UnpackLow(row2, row3);
        Vector256<double> odd23 = Avx.UnpackHigh(row2, row3);
        Avx.Permute2x128(even01, even23, 0x20).Store(target);
        Avx.Permute2x128(odd01, odd23, 0x20).Store(target + targetStride);
        Avx.Permute2x128(even01, even23, 0x31).Store(target + (2 * targetStride));
        Avx.Permute2x128(odd01, odd23, 0x31).Store(target + (3 * targetStride));
    }
}
