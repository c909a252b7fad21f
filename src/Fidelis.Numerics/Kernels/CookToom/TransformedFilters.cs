using System.Numerics;
using Fidelis.Numerics.Threading;

namespace Fidelis.Numerics.Kernels.CookToom;

/// <summary>The filters of a convolution at the points of a scheme, packed into the panels that the kernels read.</summary>
/// <remarks>
/// They are found in float64 and rounded once. For each panel of filters and each point in it there is a line of columns for each
/// input channel: <c>[panel][point][channel][column]</c>, with zeros in the columns that do not exist.
/// </remarks>
internal sealed unsafe class TransformedFilters
{
    private readonly KernelTier tier;
    private readonly FilterMatrix filters;
    private readonly float* start;
    private readonly float* panels;

    /// <summary>Initializes a new instance of the <see cref="TransformedFilters"/> class.</summary>
    /// <param name="tier">The kernels that read the panels.</param>
    /// <param name="scheme">The points.</param>
    /// <param name="filters">The filters, which are read here alone.</param>
    /// <param name="channelCount">The channels of an input image.</param>
    /// <param name="columnCount">The number of filters.</param>
    /// <param name="bias">What is added to the outputs of each filter, or empty for zero.</param>
    /// <param name="slope">What outputs below zero are multiplied by: 0 for ReLU, 1 for nothing.</param>
    /// <param name="memory">Memory for <see cref="LengthOf"/> values, aligned to 64 bytes, that lives as long as the panels are used.</param>
    public TransformedFilters(
        KernelTier tier, CookToomScheme scheme, FilterMatrix filters, int channelCount, int columnCount, ReadOnlySpan<float> bias, float slope,
        float* memory)
    {
        this.tier = tier;
        this.filters = filters;
        Scheme = scheme;
        ChannelCount = channelCount;
        ColumnCount = columnCount;
        Slope = slope;
        PanelCount = PanelsOf(tier, columnCount);
        Span<float> starts = new(memory, PanelCount * tier.Columns);
        starts.Clear();
        bias.CopyTo(starts);
        start = memory;
        panels = memory + starts.Length;
        Parallelism.For(PanelCount * channelCount, PackLine);
    }

    /// <summary>Gets the points.</summary>
    public CookToomScheme Scheme { get; }

    /// <summary>Gets the channels of an input image.</summary>
    public int ChannelCount { get; }

    /// <summary>Gets the number of filters.</summary>
    public int ColumnCount { get; }

    /// <summary>Gets the number of panels, the last of which may be filled up with zeros.</summary>
    public int PanelCount { get; }

    /// <summary>Gets what outputs below zero are multiplied by.</summary>
    public float Slope { get; }

    /// <summary>Gets how much memory the panels take.</summary>
    /// <param name="tier">The kernels that read them.</param>
    /// <param name="scheme">The points.</param>
    /// <param name="channelCount">The channels of an input image.</param>
    /// <param name="columnCount">The number of filters.</param>
    /// <returns>The number of values.</returns>
    public static long LengthOf(KernelTier tier, CookToomScheme scheme, int channelCount, int columnCount) =>
        (((long)scheme.Size * channelCount) + 1) * PanelsOf(tier, columnCount) * tier.Columns;

    /// <summary>Gets what is added to the outputs of each filter of a panel.</summary>
    /// <param name="panel">The panel.</param>
    /// <returns>The values, one for each column.</returns>
    public float* Bias(int panel) => start + (panel * tier.Columns);

    /// <summary>Gets the filters of a panel at a point.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="point">The point.</param>
    /// <returns>A line of columns for each channel.</returns>
    public float* Panel(int panel, int point) =>
        panels + ((((nint)panel * Scheme.Size) + point) * ChannelCount * tier.Columns);

    private static int PanelsOf(KernelTier tier, int columnCount) => (columnCount + tier.Columns - 1) / tier.Columns;

    /// <summary>Computes <c>G w G^T</c> of one channel of the filters of a panel.</summary>
    private void PackLine(int index)
    {
        (int panel, int channel) = Math.DivRem(index, ChannelCount);
        CookToomAxis vertical = Scheme.Vertical;
        CookToomAxis horizontal = Scheme.Horizontal;
        int width = tier.Columns;
        int firstColumn = panel * width;
        double* taps = stackalloc double[vertical.Taps * horizontal.Taps * width];
        double* rows = stackalloc double[vertical.Size * horizontal.Taps * width];
        double* point = stackalloc double[width];
        filters.CopyTaps(channel, firstColumn, Math.Min(width, ColumnCount - firstColumn), width, taps);
        for (int y = 0; y < vertical.Size; y++)
        {
            for (int x = 0; x < horizontal.Taps; x++)
            {
                Combine(vertical, y, taps + (x * width), horizontal.Taps * width, width, rows + (((y * horizontal.Taps) + x) * width));
            }

            for (int x = 0; x < horizontal.Size; x++)
            {
                Combine(horizontal, x, rows + (y * horizontal.Taps * width), width, width, point);
                float* line = Panel(panel, (y * horizontal.Size) + x) + ((nint)channel * width);
                for (int column = 0; column < width; column++)
                {
                    line[column] = (float)point[column];
                }
            }
        }
    }

    /// <summary>Adds up the taps of an axis for one of its points, a line of columns at a time.</summary>
    private static void Combine(CookToomAxis axis, int index, double* taps, int step, int width, double* sum)
    {
        for (int column = 0; column < width; column += Vector<double>.Count)
        {
            Vector<double> total = Vector<double>.Zero;
            for (int tap = 0; tap < axis.Taps; tap++)
            {
                total += new Vector<double>(axis.FilterFactor(index, tap)) * Vector.Load(taps + (tap * step) + column);
            }

            Vector.Store(total, sum + column);
        }
    }
}
