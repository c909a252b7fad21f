namespace Fidelis.Statistics.Kernels;

/// <summary>The sums of one block of a kernel matrix, without the diagonal of the matrix.</summary>
/// <param name="Rows">The sum of each row.</param>
/// <param name="Columns">The sum of each column.</param>
/// <param name="Squares">The sum of squares.</param>
/// <param name="Diagonal">The sum of the diagonal of the matrix within the block.</param>
/// <param name="Subsets">The sum within each subset.</param>
internal readonly record struct KernelBlockSums(double[] Rows, double[] Columns, double Squares, double Diagonal, double[] Subsets);
