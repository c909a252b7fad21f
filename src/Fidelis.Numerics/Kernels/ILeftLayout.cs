namespace Fidelis.Numerics.Kernels;

/// <summary>
/// Says how a left block lies in memory, as constants that the compiler sees, so that one source of a micro-kernel serves both
/// layouts at full speed.
/// </summary>
internal interface ILeftLayout
{
    /// <summary>Gets the distance between two rows of the factor, in values.</summary>
    static abstract int RowStep { get; }

    /// <summary>Gets the distance between two terms, in values.</summary>
    static abstract int TermStep { get; }

    /// <summary>The lines of the block are rows of the factor.</summary>
    internal readonly struct ByRows : ILeftLayout
    {
        /// <inheritdoc/>
        public static int RowStep => KernelTier.BlockStride;

        /// <inheritdoc/>
        public static int TermStep => 1;
    }

    /// <summary>The lines of the block are terms.</summary>
    internal readonly struct ByTerms : ILeftLayout
    {
        /// <inheritdoc/>
        public static int RowStep => 1;

        /// <inheritdoc/>
        public static int TermStep => KernelTier.BlockStride;
    }
}
