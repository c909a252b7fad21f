namespace Fidelis.Numerics.Kernels.CookToom;

/// <summary>A register of float32 values, so that a transform is written once for registers of every width.</summary>
/// <remarks>Every operation works lane by lane and rounds as IEEE 754 says: the width changes no digit.</remarks>
/// <typeparam name="TSelf">The register.</typeparam>
internal unsafe interface ILanes<TSelf>
    where TSelf : unmanaged, ILanes<TSelf>
{
    /// <summary>Gets the number of values.</summary>
    static abstract int Count { get; }

    /// <summary>Adds.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    /// <returns>The sums.</returns>
    static abstract TSelf operator +(TSelf left, TSelf right);

    /// <summary>Subtracts.</summary>
    /// <param name="left">The minuend.</param>
    /// <param name="right">The subtrahend.</param>
    /// <returns>The differences.</returns>
    static abstract TSelf operator -(TSelf left, TSelf right);

    /// <summary>Multiplies.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    /// <returns>The products.</returns>
    static abstract TSelf operator *(TSelf left, TSelf right);

    /// <summary>Fills a register with one value.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The register.</returns>
    static abstract TSelf Create(float value);

    /// <summary>Reads values that lie next to one another.</summary>
    /// <param name="source">The first value.</param>
    /// <returns>The register.</returns>
    static abstract TSelf Load(float* source);

    /// <summary>Multiplies and adds with one rounding, where the processor can.</summary>
    /// <param name="left">The one factor.</param>
    /// <param name="right">The other.</param>
    /// <param name="summand">What is added.</param>
    /// <returns>The sums.</returns>
    static abstract TSelf MultiplyAdd(TSelf left, TSelf right, TSelf summand);

    /// <summary>Multiplies what is below zero.</summary>
    /// <param name="values">The values.</param>
    /// <param name="slope">The factors.</param>
    /// <returns>The values above zero, and the products of the others.</returns>
    static abstract TSelf Rectify(TSelf values, TSelf slope);

    /// <summary>Writes the values next to one another.</summary>
    /// <param name="destination">Receives the first value.</param>
    void Store(float* destination);
}
