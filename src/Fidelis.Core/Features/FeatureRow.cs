using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Fidelis.Features;

/// <summary>A row of a matrix, which equals another where all of its bits do.</summary>
/// <param name="matrix">The matrix.</param>
/// <param name="index">The row in <c>[0, n)</c>.</param>
internal readonly struct FeatureRow(FeatureMatrix matrix, long index) : IEquatable<FeatureRow>
{
    private ReadOnlySpan<byte> Bytes => MemoryMarshal.AsBytes(matrix.Row(index));

    /// <summary>Gives all rows of a matrix without copying them.</summary>
    public static IReadOnlyList<FeatureRow> AllOf(FeatureMatrix matrix) => new ComputedList<FeatureRow>(checked((int)matrix.RowCount), i => new FeatureRow(matrix, i));

    public bool Equals(FeatureRow other) => Bytes.SequenceEqual(other.Bytes);

    public override bool Equals(object? obj) => obj is FeatureRow other && Equals(other);

    public override int GetHashCode() => (int)XxHash3.HashToUInt64(Bytes);
}
