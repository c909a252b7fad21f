using System.Runtime.InteropServices;

namespace Fidelis.Numerics.Kernels.Tiles;

/// <summary>
/// What a tile kernel is called with: 32 rows by 32 columns of a result, and the packed factors whose product is added to what the sums
/// start from.
/// </summary>
/// <remarks>The machine code reads the fields by their offsets.</remarks>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct TileProduct
{
    /// <summary>The left factor: for each chunk and part, two tiles of 16 rows of 32 bfloat16 terms.</summary>
    public byte* Left;

    /// <summary>
    /// The right factor: for each chunk and part, two tiles of 16 columns, whose 16 rows hold two bfloat16 terms for each column.
    /// </summary>
    public byte* Right;

    /// <summary>The float32 values that the first row of sums starts from.</summary>
    public float* Start;

    /// <summary>Bytes from row to row of the start; 0 where all rows start from the same values.</summary>
    public nint StartStep;

    /// <summary>Where the first row of sums is written.</summary>
    public float* Result;

    /// <summary>Bytes from row to row of the result.</summary>
    public nint ResultStep;

    /// <summary>The chunks of 32 terms, from 0.</summary>
    public nint ChunkCount;
}
