using System.Collections.Concurrent;
using Fidelis.Imaging.Pixels;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.Threading;

namespace Fidelis.Imaging.Resampling;

/// <summary>Resizes pictures by one kernel, into float32 values that are never rounded to whole levels.</summary>
/// <remarks>
/// <para>
/// Rows are resampled first, then columns, with a rounding to float32 after each: that order is part of every kernel's definition. An axis
/// whose length does not change is not touched, so that a picture of the right size keeps its exact values.
/// </para>
/// <para>
/// One instance may be used by many threads at a time. It keeps the weights for the sizes that it has met, and resizing between sizes that
/// it knows allocates nothing. A large picture is cut into bands for the cores of <see cref="Parallelism"/>; the others stay on the thread
/// that calls, which is one of many in a pipeline.
/// </para>
/// </remarks>
public sealed class Resampler
{
    // A folder of pictures has few sizes. Where every picture has its own, tables are made again rather than kept.
    private const int LargestTableCount = 64;
    private const int LargestKeptWeightCount = 1 << 20;

    private readonly ConcurrentDictionary<(int Input, int Output), ResamplingTable> tables = new();
    private readonly int registerBits;

    /// <summary>Initializes a new instance for one way of resizing.</summary>
    /// <param name="kernel">The rule by which source samples are weighed.</param>
    /// <param name="overshoot">What becomes of values outside [0, 255].</param>
    public Resampler(IResamplingKernel kernel, Overshoot overshoot)
        : this(kernel, overshoot, ResamplingDispatch.WidestRegister)
    {
    }

    /// <summary>Initializes a new instance that computes in registers of a given width.</summary>
    internal Resampler(IResamplingKernel kernel, Overshoot overshoot, int registerBits)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        Kernel = kernel;
        Overshoot = overshoot;
        this.registerBits = registerBits;
    }

    /// <summary>Gets the rule by which source samples are weighed.</summary>
    public IResamplingKernel Kernel { get; }

    /// <summary>Gets what becomes of values outside [0, 255].</summary>
    public Overshoot Overshoot { get; }

    /// <summary>Resizes a part of a picture of 8 bits; what lies outside of the part has no influence.</summary>
    /// <param name="source">The picture.</param>
    /// <param name="region">The part.</param>
    /// <param name="width">Columns of the result.</param>
    /// <param name="height">Rows of the result.</param>
    /// <param name="destination">Receives <c>[height, width, 3]</c>: red, green, blue, in levels of [0, 255].</param>
    /// <exception cref="ArgumentException">The part does not lie in the picture, or <paramref name="destination"/> has another length than <c>height * width * 3</c>.</exception>
    /// <exception cref="InputException">A side is longer than 1,048,576 pixels and would have to change.</exception>
    public void Resize(PixelImage source, PixelRegion region, int width, int height, Span<float> destination)
    {
        ArgumentNullException.ThrowIfNull(source);
        Resize<byte>(source.Rgb, source.Width, source.Height, region, width, height, destination);
    }

    /// <summary>Resizes a picture of 8 bits.</summary>
    /// <param name="source">The picture.</param>
    /// <param name="width">Columns of the result.</param>
    /// <param name="height">Rows of the result.</param>
    /// <param name="destination">Receives <c>[height, width, 3]</c>: red, green, blue, in levels of [0, 255].</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has another length than <c>height * width * 3</c>.</exception>
    /// <exception cref="InputException">A side is longer than 1,048,576 pixels and would have to change.</exception>
    public void Resize(PixelImage source, int width, int height, Span<float> destination)
    {
        ArgumentNullException.ThrowIfNull(source);
        Resize(source, new PixelRegion(0, 0, source.Width, source.Height), width, height, destination);
    }

    /// <summary>Resizes a part of a picture of float32 values; what lies outside of the part has no influence.</summary>
    /// <param name="source">The picture.</param>
    /// <param name="region">The part.</param>
    /// <param name="width">Columns of the result.</param>
    /// <param name="height">Rows of the result.</param>
    /// <param name="destination">Receives <c>[height, width, 3]</c>: red, green, blue, in the unit of the source.</param>
    /// <exception cref="ArgumentException">The part does not lie in the picture, or <paramref name="destination"/> has another length than <c>height * width * 3</c>.</exception>
    /// <exception cref="InputException">A side is longer than 1,048,576 pixels and would have to change.</exception>
    public void Resize(FloatImage source, PixelRegion region, int width, int height, Span<float> destination)
    {
        ArgumentNullException.ThrowIfNull(source);
        Resize<float>(source.Values, source.Width, source.Height, region, width, height, destination);
    }

    /// <summary>Resizes a part of float32 values that lie in no picture of their own; what lies outside of the part has no influence.</summary>
    /// <param name="source">The values <c>[sourceHeight, sourceWidth, 3]</c>.</param>
    /// <param name="sourceWidth">Columns of the source.</param>
    /// <param name="sourceHeight">Rows of the source.</param>
    /// <param name="region">The part.</param>
    /// <param name="width">Columns of the result.</param>
    /// <param name="height">Rows of the result.</param>
    /// <param name="destination">Receives <c>[height, width, 3]</c>: red, green, blue, in the unit of the source.</param>
    /// <exception cref="ArgumentException">
    /// The part does not lie in the source, or the source or <paramref name="destination"/> has another length than its sides say.
    /// </exception>
    /// <exception cref="InputException">A side is longer than 1,048,576 pixels and would have to change.</exception>
    public void Resize(ReadOnlySpan<float> source, int sourceWidth, int sourceHeight, PixelRegion region, int width, int height, Span<float> destination)
    {
        if (source.Length != (long)sourceWidth * sourceHeight * FloatImage.Channels)
        {
            throw new ArgumentException($"A picture of {sourceWidth} x {sourceHeight} has {(long)sourceWidth * sourceHeight * FloatImage.Channels} values, but {source.Length} are given.", nameof(source));
        }

        Resize<float>(source, sourceWidth, sourceHeight, region, width, height, destination);
    }

    /// <summary>Finds or makes the table for one pair of lengths.</summary>
    /// <param name="input">The number of source samples.</param>
    /// <param name="output">The number of output samples.</param>
    /// <returns>The table, or null where the lengths are equal.</returns>
    internal ResamplingTable? Table(int input, int output)
    {
        if (input == output)
        {
            return null;
        }

        if (tables.TryGetValue((input, output), out ResamplingTable? table))
        {
            return table;
        }

        table = new ResamplingTable(Kernel, input, output);
        if (tables.Count >= LargestTableCount)
        {
            tables.Clear();
        }

        if (table.WeightCount <= LargestKeptWeightCount)
        {
            tables[(input, output)] = table;
        }

        return table;
    }

    private unsafe void Resize<TSample>(
        ReadOnlySpan<TSample> samples, int sourceWidth, int sourceHeight, PixelRegion region, int width, int height, Span<float> destination)
        where TSample : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        if (!region.LiesWithin(sourceWidth, sourceHeight))
        {
            throw new ArgumentException($"The region must lie in the picture of {sourceWidth} x {sourceHeight}, but is {region}.", nameof(region));
        }

        long length = (long)width * height * ResamplingJob<TSample>.Channels;
        if (destination.Length != length)
        {
            throw new ArgumentException($"A picture of {width} x {height} needs {length} values, but there is room for {destination.Length}.", nameof(destination));
        }

        nint stride = (nint)sourceWidth * ResamplingJob<TSample>.Channels;
        fixed (TSample* source = samples)
        fixed (float* result = destination)
        {
            ResamplingJob<TSample> job = new()
            {
                Source = source + (region.Top * stride) + ((nint)region.Left * ResamplingJob<TSample>.Channels),
                SourceStride = stride,
                SourceWidth = region.Width,
                Across = Table(region.Width, width),
                Down = Table(region.Height, height),
                Width = width,
                Height = height,
                Overshoot = Overshoot,
                Destination = result,
            };
            ResamplingDispatch.Run(job, Kernel.Arithmetic, registerBits);
        }
    }
}
