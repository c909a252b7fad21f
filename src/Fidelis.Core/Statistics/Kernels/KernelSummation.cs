using System.Buffers;
using System.Collections.Concurrent;
using Fidelis.Features;
using Fidelis.Numerics.Kernels;
using Fidelis.Numerics.Threading;

namespace Fidelis.Statistics.Kernels;

/// <summary>Sums the kernel matrices of two sets, block by block, without ever holding one.</summary>
/// <remarks>
/// <para>
/// The products xᵀy are float32 and everything after them is float64. Each block of the two symmetric matrices is computed once and
/// counted for both of its places. Blocks are spread over the cores, and their sums added in the order of the blocks: the digits do
/// not depend on the number of threads.
/// </para>
/// <para>
/// The sum within a subset is taken from the rows of its images while these are in the first-level cache, one addition for each pair of
/// them: a hundred subsets of a small set cost little more than the set itself.
/// </para>
/// </remarks>
internal static class KernelSummation
{
    /// <summary>Rows of a block: whole tiles of every float32 kernel, and a block of kernel values fits the second-level cache.</summary>
    public const int BlockRows = 192;

    /// <summary>Blocks of rows that meet one packed block of columns at once: enough to keep many cores busy.</summary>
    private const int LargestStripe = 16;

    /// <summary>Values of the features of a stripe: 16 MB.</summary>
    private const int StripeElements = 1 << 22;

    /// <summary>Sums the kernel over two whole sets.</summary>
    /// <param name="reference">The features <c>[n₁, d]</c>.</param>
    /// <param name="generated">The features <c>[n₂, d]</c>.</param>
    /// <param name="kernel">The kernel.</param>
    public static KernelSums Of(FeatureMatrix reference, FeatureMatrix generated, IKernel kernel) => Of(reference, generated, kernel, [], []);

    /// <summary>Sums the kernel over two whole sets and within subsets of them.</summary>
    /// <param name="reference">The features <c>[n₁, d]</c>.</param>
    /// <param name="generated">The features <c>[n₂, d]</c>.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="referenceSubsets">The reference images of each subset.</param>
    /// <param name="generatedSubsets">The generated images of each subset, of as many subsets.</param>
    public static KernelSums Of(
        FeatureMatrix reference, FeatureMatrix generated, IKernel kernel, IReadOnlyList<int[]> referenceSubsets, IReadOnlyList<int[]> generatedSubsets)
    {
        KernelSide first = new(reference, BlockRows, referenceSubsets);
        KernelSide second = new(generated, BlockRows, generatedSubsets);
        ConcurrentBag<KernelBlock> idle = [];
        SideSums within = Sum(first, first, kernel, referenceSubsets.Count, idle);
        SideSums withinGenerated = Sum(second, second, kernel, referenceSubsets.Count, idle);
        SideSums across = Sum(first, second, kernel, referenceSubsets.Count, idle);
        return new KernelSums(
            within.Rows,
            withinGenerated.Rows,
            across.Rows,
            across.Columns,
            [.. Enumerable.Range(0, referenceSubsets.Count).Select(s => new SubsetSums(within.Subsets[s], withinGenerated.Subsets[s], across.Subsets[s]))])
        {
            ReferenceDiagonal = within.Diagonal,
            GeneratedDiagonal = withinGenerated.Diagonal,
            ReferenceSquares = within.Squares,
            GeneratedSquares = withinGenerated.Squares,
            SquaresAcross = across.Squares,
        };
    }

    private static SideSums Sum(KernelSide left, KernelSide right, IKernel kernel, int subsetCount, ConcurrentBag<KernelBlock> idle)
    {
        bool symmetric = left == right;
        double[] rows = new double[left.Count];
        SideSums sums = new(rows, symmetric ? rows : new double[right.Count], new double[subsetCount]);
        int blocksPerStripe = Math.Clamp(StripeElements / (BlockRows * left.Dimension), 1, LargestStripe);
        KernelBlockSums[] stripe = new KernelBlockSums[blocksPerStripe];
        int bufferRows = left.LiesTogether && right.LiesTogether ? 0 : Math.Min(blocksPerStripe * BlockRows, Math.Max(left.Count, right.Count));
        float[] buffer = ArrayPool<float>.Shared.Rent(bufferRows * left.Dimension);
        float[] products = ArrayPool<float>.Shared.Rent(blocksPerStripe * BlockRows * BlockRows);
        for (int column = 0; column < right.BlockCount; column++)
        {
            int width = right.RowsOf(column);
            using PackedFactor factor = new(width, right.Dimension, right.Blocks(column, width, buffer));
            for (int row = symmetric ? column : 0; row < left.BlockCount; row += blocksPerStripe)
            {
                int blocks = Math.Min(blocksPerStripe, left.BlockCount - row);
                int height = Math.Min(blocks * BlockRows, left.Count - (row * BlockRows));
                factor.Multiply(height, left.Blocks(row, height, buffer), products.AsSpan(0, height * width));
                Parallelism.For(blocks, i =>
                {
                    KernelBlock block = idle.TryTake(out KernelBlock? used) ? used : new KernelBlock();
                    int first = i * BlockRows * width;
                    stripe[i] = block.Sum(products.AsSpan(first, left.RowsOf(row + i) * width), left, right, row + i, column, kernel, subsetCount);
                    idle.Add(block);
                });
                for (int i = 0; i < blocks; i++)
                {
                    sums.Add(stripe[i], (row + i) * BlockRows, column * BlockRows, symmetric && row + i != column, symmetric);
                }
            }
        }

        ArrayPool<float>.Shared.Return(buffer);
        ArrayPool<float>.Shared.Return(products);
        return sums;
    }

    /// <summary>The sums of one kernel matrix.</summary>
    private sealed class SideSums(double[] rows, double[] columns, double[] subsets)
    {
        public double[] Rows { get; } = rows;

        public double[] Columns { get; } = columns;

        public double[] Subsets { get; } = subsets;

        public double Diagonal { get; private set; }

        public double Squares { get; private set; }

        /// <summary>Adds a block, for its mirror image too where it has one. A block on the diagonal holds all its rows already.</summary>
        public void Add(KernelBlockSums block, int firstRow, int firstColumn, bool mirrored, bool symmetric)
        {
            Add(block.Rows, Rows, firstRow);
            if (mirrored || !symmetric)
            {
                Add(block.Columns, Columns, firstColumn);
            }

            int places = mirrored ? 2 : 1;
            Diagonal += block.Diagonal;
            Squares += places * block.Squares;
            for (int s = 0; s < Subsets.Length; s++)
            {
                Subsets[s] += places * block.Subsets[s];
            }
        }

        private static void Add(double[] terms, double[] sums, int first)
        {
            for (int i = 0; i < terms.Length; i++)
            {
                sums[first + i] += terms[i];
            }
        }
    }
}
