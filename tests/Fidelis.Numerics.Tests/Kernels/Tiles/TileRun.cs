using Fidelis.Numerics.Kernels;
using Fidelis.Numerics.Kernels.Tiles;

namespace Fidelis.Numerics.Tests.Kernels.Tiles;

/// <summary>Calls of tile kernels with arrays.</summary>
internal static unsafe class TileRun
{
    /// <summary>Adds one product; steps are in values.</summary>
    public static void Multiply(
        TileKernel kernel, ProductPrecision precision, int chunks, ushort[] left, ushort[] right, float[] start, int startStep, float[] result, int resultStep)
    {
        fixed (ushort* leftTiles = left, rightTiles = right)
        {
            fixed (float* starts = start, results = result)
            {
                kernel.Begin();
                kernel.Multiply(precision, new TileProduct
                {
                    Left = (byte*)leftTiles,
                    Right = (byte*)rightTiles,
                    Start = starts,
                    StartStep = startStep * sizeof(float),
                    Result = results,
                    ResultStep = resultStep * sizeof(float),
                    ChunkCount = chunks,
                });
                kernel.End();
            }
        }
    }
}
