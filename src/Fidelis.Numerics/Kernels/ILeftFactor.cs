namespace Fidelis.Numerics.Kernels;

/// <summary>The left factor of a product, rows by terms, that can copy any part of itself into a left block.</summary>
internal unsafe interface ILeftFactor
{
    /// <summary>Gets a value indicating whether the lines of the packed block are terms instead of rows.</summary>
    bool IsPackedByTerms { get; }

    /// <summary>Copies a part into a block, with <see cref="KernelTier.BlockStride"/> values from line to line.</summary>
    /// <param name="firstRow">The first row.</param>
    /// <param name="rowCount">The number of rows.</param>
    /// <param name="firstTerm">The first term.</param>
    /// <param name="termCount">The number of terms.</param>
    /// <param name="block">The block.</param>
    void Pack(int firstRow, int rowCount, int firstTerm, int termCount, float* block);
}
