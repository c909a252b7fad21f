using Fidelis.Features;
using Fidelis.Numerics.Threading;

namespace Fidelis.Statistics.Kernels;

/// <summary>One of two sets, cut into blocks of images.</summary>
internal sealed class KernelSide
{
    private readonly FeatureMatrix features;
    private readonly int[][][] members;
    private readonly int[][] subsetsOf;

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
        members = [.. Enumerable.Range(0, subsets.Count).Select(s => ByBlock(subsets[s]))];
        subsetsOf = subsets.Count == 0 ? [] : SubsetsOf(subsets);
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

    /// <summary>Gets the subsets that an image belongs to, in rising order.</summary>
    public ReadOnlySpan<int> Subsets(int image) => subsetsOf.Length == 0 ? [] : subsetsOf[image];

    /// <summary>Gets the images of a block that belong to a subset, counted from the first of the block.</summary>
    public ReadOnlySpan<int> Members(int subset, int block) => members[subset][block];

    private int[][] ByBlock(int[] images)
    {
        List<int>[] blocks = [.. Enumerable.Range(0, BlockCount).Select(_ => new List<int>())];
        foreach (int image in images)
        {
            blocks[image / BlockRows].Add(image % BlockRows);
        }

        return Array.ConvertAll(blocks, block => block.Order().ToArray());
    }

    private int[][] SubsetsOf(IReadOnlyList<int[]> subsets)
    {
        List<int>[] ofImages = [.. Enumerable.Range(0, Count).Select(_ => new List<int>())];
        for (int s = 0; s < subsets.Count; s++)
        {
            foreach (int image in subsets[s])
            {
                ofImages[image].Add(s);
            }
        }

        return Array.ConvertAll(ofImages, list => list.ToArray());
    }
}
