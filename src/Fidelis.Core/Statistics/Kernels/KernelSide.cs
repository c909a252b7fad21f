using Fidelis.Features;
using Fidelis.Numerics.LinearAlgebra;
using Fidelis.Numerics.Threading;

namespace Fidelis.Statistics.Kernels;

/// <summary>One of two sets, cut into blocks of images.</summary>
internal sealed class KernelSide
{
    private readonly FeatureMatrix features;
    private readonly Matrix[] members;

    /// <summary>Initializes a side.</summary>
    /// <param name="features">Its features <c>[n, d]</c>.</param>
    /// <param name="blockRows">The images of each block but the last, which may have fewer.</param>
    /// <param name="subsets">The images of each subset, without repetition.</param>
    public KernelSide(FeatureMatrix features, int blockRows, IReadOnlyList<int[]> subsets)
    {
        this.features = features;
        BlockRows = blockRows;
        Count = checked((int)features.RowCount);
        SquaredNorms = new double[Count];
        Parallelism.For(BlockCount, block =>
        {
            for (int i = block * blockRows; i < Math.Min((block + 1) * blockRows, Count); i++)
            {
                SquaredNorms[i] = SquaredNorm.Of(features.Row(i));
            }
        });
        members = [.. Enumerable.Range(0, subsets.Count == 0 ? 0 : BlockCount).Select(block => new Matrix(RowsOf(block), subsets.Count))];
        for (int s = 0; s < subsets.Count; s++)
        {
            foreach (int image in subsets[s])
            {
                members[image / blockRows][image % blockRows, s] = 1;
            }
        }
    }

    /// <summary>Gets the number of images n.</summary>
    public int Count { get; }

    /// <summary>Gets ‖x‖² of each image, <c>[n]</c>.</summary>
    public double[] SquaredNorms { get; }

    /// <summary>Gets the images of each block but the last.</summary>
    public int BlockRows { get; }

    /// <summary>Gets the number of blocks.</summary>
    public int BlockCount => (Count + BlockRows - 1) / BlockRows;

    /// <summary>Gets the number of features d.</summary>
    public int Dimension => features.Columns;

    /// <summary>Gets the number of images of a block.</summary>
    public int RowsOf(int block) => Math.Min(BlockRows, Count - (block * BlockRows));

    /// <summary>Gets a value indicating whether neighbouring blocks lie together in memory.</summary>
    public bool LiesTogether => features.ChunkCount <= 1;

    /// <summary>Gets the features of neighbouring blocks.</summary>
    /// <param name="block">The first block.</param>
    /// <param name="rows">The number of images.</param>
    /// <param name="buffer">Memory for them, used where they do not lie together.</param>
    public ReadOnlySpan<float> Blocks(int block, int rows, Span<float> buffer) => features.Rows((long)block * BlockRows, rows, buffer);

    /// <summary>Gets which images of a block belong to which subset: 1 or 0, <c>[rows, subsets]</c>; <see langword="null"/> without subsets.</summary>
    public Matrix? Members(int block) => members.Length == 0 ? null : members[block];
}
