using System.Buffers;
using System.Numerics;

namespace Fidelis.Imaging.Comparison;

/// <summary>
/// Computes structural similarity: Z. Wang, A. C. Bovik, H. R. Sheikh, E. P. Simoncelli, "Image Quality Assessment: From Error Visibility
/// to Structural Similarity", IEEE TIP 13(4), 2004, eq. 13 to 16, with K1 = 0.01, K2 = 0.03 and L = 255.
/// </summary>
/// <remarks>
/// <para>
/// The window is separable, so that a sum over it is a sum over rows and then over columns. Variances are means of squares less squares of
/// means: in float64, with values of up to 255, what cancels leaves 1e-10 beside C2 = 58.5. The formula needs the sum of both variances
/// alone, so that four windowed means do: of x, of y, of x² + y² and of xy.
/// </para>
/// <para>
/// The samples of a pixel stay side by side: three channels are one row of three times the length, whose horizontal neighbours are three
/// samples apart. Every window is computed by the same operations in the same order whatever the width of the registers, and the sums are
/// taken in the order of rows and then columns: no digit depends on the machine.
/// </para>
/// </remarks>
public static unsafe class StructuralSimilarity
{
    private const double Range = 255;
    private const double C1 = 0.01 * Range * (0.01 * Range);
    private const double C2 = 0.03 * Range * (0.03 * Range);

    /// <summary>The rows of x, y, x² + y² and xy.</summary>
    private const int Quantities = 4;

    /// <summary>Compares the pictures of a pair.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="window">The window.</param>
    /// <returns>The means over all windows, for each channel. They are exactly 1 where the pictures are equal, and do not change where they are exchanged.</returns>
    /// <exception cref="ArgumentException">A side of the pictures is shorter than <see cref="SimilarityWindow.SmallestSide"/>.</exception>
    public static SimilarityTerms Compute(PicturePair pair, SimilarityWindow window)
    {
        ArgumentNullException.ThrowIfNull(pair);
        ArgumentNullException.ThrowIfNull(window);
        if (Math.Min(pair.Width, pair.Height) < window.SmallestSide)
        {
            throw new ArgumentException($"Both sides must have at least {window.SmallestSide} samples for this window, but the pictures have {pair.Width} x {pair.Height}.", nameof(pair));
        }

        int tapCount = window.Taps.Length;
        int border = window.ReachesOut ? tapCount / 2 : 0;
        int rowLength = (pair.Width + (2 * border)) * pair.ChannelCount;
        int stride = rowLength + (2 * Vector<double>.Count) - (rowLength % Vector<double>.Count);

        // Beside the rows within the window: their sums, and for every column the sums of both terms.
        double[] buffer = ArrayPool<double>.Shared.Rent(((tapCount + 1) * Quantities * stride) + (2 * stride));
        try
        {
            fixed (double* rows = buffer, taps = window.Taps)
            {
                new Span<double>(rows, ((tapCount + 1) * Quantities * stride) + (2 * stride)).Clear();
                Pass pass = new()
                {
                    Rows = rows,
                    Sums = rows + (tapCount * Quantities * stride),
                    Similarity = rows + ((tapCount + 1) * Quantities * stride),
                    ContrastStructure = rows + ((tapCount + 1) * Quantities * stride) + stride,
                    Taps = taps,
                    TapCount = tapCount,
                    Stride = stride,
                    ChannelCount = pair.ChannelCount,
                    ColumnCount = rowLength - ((tapCount - 1) * pair.ChannelCount),
                    VarianceFactor = window.VarianceFactor,
                };
                return Run(pair, border, pass);
            }
        }
        finally
        {
            ArrayPool<double>.Shared.Return(buffer);
        }
    }

    private static SimilarityTerms Run(PicturePair pair, int border, in Pass pass)
    {
        int rowCount = pair.Height + (2 * border);
        for (int row = 0; row < rowCount; row++)
        {
            Load(pair, Mirror(row - border, pair.Height), border, pass.Rows + ((row % pass.TapCount) * Quantities * pass.Stride), pass.Stride);
            if (row >= pass.TapCount - 1)
            {
                SumRows(pass, (row + 1) % pass.TapCount);
                SumColumns(pass);
            }
        }

        double windowCount = (double)(rowCount - pass.TapCount + 1) * (pass.ColumnCount / pair.ChannelCount);
        return new SimilarityTerms(
            Means(pass.Similarity, pass.ColumnCount, pair.ChannelCount, windowCount), Means(pass.ContrastStructure, pass.ColumnCount, pair.ChannelCount, windowCount));
    }

    /// <summary>Writes x, y, x² + y² and xy of one row of the pictures, with its mirror images beyond both ends.</summary>
    private static void Load(PicturePair pair, int row, int border, double* destination, int stride)
    {
        int channels = pair.ChannelCount;
        int length = pair.Width * channels;
        ReadOnlySpan<float> reference = pair.Reference.AsSpan(row * length, length);
        ReadOnlySpan<float> generated = pair.Generated.AsSpan(row * length, length);
        double* first = destination + (border * channels);
        int i = 0;
        for (; i + Vector<float>.Count <= length; i += Vector<float>.Count)
        {
            Vector.Widen(new Vector<float>(reference[i..]), out Vector<double> lowerX, out Vector<double> upperX);
            Vector.Widen(new Vector<float>(generated[i..]), out Vector<double> lowerY, out Vector<double> upperY);
            Store(lowerX, lowerY, first + i, stride);
            Store(upperX, upperY, first + i + Vector<double>.Count, stride);
        }

        for (; i < length; i++)
        {
            double x = reference[i];
            double y = generated[i];
            first[i] = x;
            first[stride + i] = y;
            first[(2 * stride) + i] = (x * x) + (y * y);
            first[(3 * stride) + i] = x * y;
        }

        for (int pixel = 1; pixel <= border; pixel++)
        {
            for (int quantity = 0; quantity < Quantities; quantity++)
            {
                double* start = first + (quantity * stride);
                double* end = start + length - channels;
                for (int c = 0; c < channels; c++)
                {
                    start[c - (pixel * channels)] = start[c + (pixel * channels)];
                    end[c + (pixel * channels)] = end[c - (pixel * channels)];
                }
            }
        }
    }

    private static void Store(Vector<double> x, Vector<double> y, double* destination, int stride)
    {
        x.Store(destination);
        y.Store(destination + stride);
        ((x * x) + (y * y)).Store(destination + (2 * stride));
        (x * y).Store(destination + (3 * stride));
    }

    /// <summary>Sums the weighted rows of the window, of which the oldest is given.</summary>
    private static void SumRows(in Pass pass, int oldest)
    {
        int stride = pass.Stride;
        int tapCount = pass.TapCount;
        double* taps = pass.Taps;
        double* rows = pass.Rows;
        double* sums = pass.Sums;
        for (int i = 0; i < stride; i += Vector<double>.Count)
        {
            Vector<double> x = Vector<double>.Zero, y = x, squares = x, products = x;
            int slot = oldest;
            for (int k = 0; k < tapCount; k++)
            {
                Vector<double> weight = new(taps[k]);
                double* row = rows + (slot * Quantities * stride) + i;
                x = Vector.FusedMultiplyAdd(weight, Vector.Load(row), x);
                y = Vector.FusedMultiplyAdd(weight, Vector.Load(row + stride), y);
                squares = Vector.FusedMultiplyAdd(weight, Vector.Load(row + (2 * stride)), squares);
                products = Vector.FusedMultiplyAdd(weight, Vector.Load(row + (3 * stride)), products);
                slot = slot + 1 == tapCount ? 0 : slot + 1;
            }

            x.Store(sums + i);
            y.Store(sums + stride + i);
            squares.Store(sums + (2 * stride) + i);
            products.Store(sums + (3 * stride) + i);
        }
    }

    /// <summary>Sums the weighted columns of every window, and adds its two terms to those of its column.</summary>
    private static void SumColumns(in Pass pass)
    {
        int stride = pass.Stride;
        int tapCount = pass.TapCount;
        int channelCount = pass.ChannelCount;
        double* taps = pass.Taps;
        Vector<double> c1 = new(C1), c2 = new(C2), factor = new(pass.VarianceFactor), two = new(2.0);
        for (int i = 0; i < pass.ColumnCount; i += Vector<double>.Count)
        {
            Vector<double> x = Vector<double>.Zero, y = x, squares = x, products = x;
            double* sums = pass.Sums + i;
            for (int k = 0; k < tapCount; k++)
            {
                Vector<double> weight = new(taps[k]);
                x = Vector.FusedMultiplyAdd(weight, Vector.Load(sums), x);
                y = Vector.FusedMultiplyAdd(weight, Vector.Load(sums + stride), y);
                squares = Vector.FusedMultiplyAdd(weight, Vector.Load(sums + (2 * stride)), squares);
                products = Vector.FusedMultiplyAdd(weight, Vector.Load(sums + (3 * stride)), products);
                sums += channelCount;
            }

            Vector<double> meanProduct = x * y;
            Vector<double> meanSquares = (x * x) + (y * y);
            Vector<double> luminance = ((two * meanProduct) + c1) / (meanSquares + c1);
            Vector<double> contrastStructure = ((two * (factor * (products - meanProduct))) + c2) / ((factor * (squares - meanSquares)) + c2);
            (Vector.Load(pass.Similarity + i) + (luminance * contrastStructure)).Store(pass.Similarity + i);
            (Vector.Load(pass.ContrastStructure + i) + contrastStructure).Store(pass.ContrastStructure + i);
        }
    }

    private static double[] Means(double* columns, int columnCount, int channelCount, double windowCount)
    {
        double[] sums = new double[channelCount];
        for (int i = 0; i < columnCount; i++)
        {
            sums[i % channelCount] += columns[i];
        }

        return Array.ConvertAll(sums, sum => sum / windowCount);
    }

    // d c b | a b c d | c b a
    private static int Mirror(int row, int count) => row < 0 ? -row : row < count ? row : (2 * (count - 1)) - row;

    /// <summary>What the two sums of a row of windows need to know.</summary>
    private readonly struct Pass
    {
        public required double* Rows { get; init; }

        public required double* Sums { get; init; }

        public required double* Similarity { get; init; }

        public required double* ContrastStructure { get; init; }

        public required double* Taps { get; init; }

        public required int TapCount { get; init; }

        public required int Stride { get; init; }

        public required int ChannelCount { get; init; }

        public required int ColumnCount { get; init; }

        public required double VarianceFactor { get; init; }
    }
}
