using Fidelis.Features;
using Fidelis.Networks.Weights.Npz;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.LinearAlgebra;

namespace Fidelis.Statistics;

/// <summary>
/// Statistics as <c>.npz</c> files: <c>mu</c> float64 <c>[d]</c> and <c>sigma</c> float64 <c>[d, d]</c> as pytorch-fid, TTUR and
/// clean-fid read and write them, and beside them <c>n</c> and <c>protocol</c>, which those ignore.
/// </summary>
public static class StatisticsFile
{
    /// <summary>More images than anybody has; sums over many files stay far from the largest number.</summary>
    private const long LargestCount = 1_000_000_000_000;

    private const string MeanKey = "mu";
    private const string CovarianceKey = "sigma";
    private const string CountKey = "n";
    private const string ProtocolKey = "protocol";

    // Products of float32 features, summed in any order, differ by far less between the two halves of a covariance.
    private const double SymmetryTolerance = 1e-6;

    // A whole column is a line of the cache for each element; those of a square stay in the first level.
    private const int Square = 8;

    /// <summary>Writes statistics, whole or not at all.</summary>
    /// <param name="path">The file; one that exists is replaced.</param>
    /// <param name="statistics">The statistics.</param>
    /// <exception cref="InputException">The file cannot be written there.</exception>
    public static void Write(string path, FeatureStatistics statistics)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        int d = statistics.Dimension;
        NpzWriter.Write(path, writer =>
        {
            writer.Add(MeanKey, NpyArray.From(statistics.Mean, d));
            writer.Add(CovarianceKey, NpyArray.From(statistics.Covariance.Data, d, d));
            if (statistics.Count is { } count)
            {
                writer.Add(CountKey, NpyArray.From([count]));
            }

            if (statistics.ProtocolText != FeatureSet.UnknownProtocol)
            {
                writer.Add(ProtocolKey, NpyArray.From([ProtocolRecord.Write(statistics.ProtocolText, statistics.ProtocolHash, [])]));
            }
        });
    }

    /// <summary>Reads statistics of Fidelis or of others, in which the number of images and the protocol are unknown.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The statistics.</returns>
    /// <exception cref="InputException">The file cannot be read, or its parts do not belong together.</exception>
    public static FeatureStatistics Read(string path)
    {
        using NpzFile file = NpzFile.Open(path);
        foreach (string key in (string[])[MeanKey, CovarianceKey])
        {
            if (!file.Contains(key))
            {
                throw new InputException($"A statistics file must hold '{MeanKey}' and '{CovarianceKey}', but '{path}' holds {(file.Keys.Count == 0 ? "nothing" : string.Join(", ", file.Keys))}.");
            }
        }

        double[] mu = file.ReadDoubles(MeanKey, out NpyHeader mean);
        double[] elements = file.ReadDoubles(CovarianceKey, out NpyHeader covariance);
        if (mean.Shape is not [>= 1] || covariance.Shape is not [var rows, var columns] || rows != columns || rows != mean.Shape[0])
        {
            throw new InputException(
                $"'{MeanKey}' must be [d] and '{CovarianceKey}' [d, d], but in '{path}' they are [{string.Join(", ", mean.Shape)}] and [{string.Join(", ", covariance.Shape)}].");
        }

        Matrix sigma = new(mu.Length, mu.Length, elements);
        RequireCovariance(mu, sigma, path);
        (string text, string hash, _) = file.Contains(ProtocolKey)
            ? ProtocolRecord.Read(file.Read(ProtocolKey).ToTexts(), path)
            : (FeatureSet.UnknownProtocol, "", []);
        return new FeatureStatistics(mu, sigma, ReadCount(file, path), text, hash);
    }

    private static long? ReadCount(NpzFile file, string path) => !file.Contains(CountKey) ? null : file.Read(CountKey).ToInt64s() switch
    {
        [>= 2 and <= LargestCount and long count] => count,
        var other => throw new InputException($"'{CountKey}' must be one number of at least 2 images, and at most {LargestCount}, but in '{path}' it is [{string.Join(", ", other.Take(3))}]."),
    };

    private static void RequireCovariance(double[] mean, Matrix covariance, string path)
    {
        if (!double.IsFinite(LargestMagnitude.Of<double>(mean)) || !double.IsFinite(LargestMagnitude.Of<double>(covariance.Data)))
        {
            throw new InputException($"Statistics must be finite numbers, but '{path}' holds others: it may be of a single image, which has no covariance.");
        }

        int d = covariance.Rows;
        for (int firstRow = 0; firstRow < d; firstRow += Square)
        {
            for (int firstColumn = 0; firstColumn <= firstRow; firstColumn += Square)
            {
                SymmetrizeSquare(covariance.Data, d, firstRow, firstColumn, path);
            }
        }
    }

    private static void SymmetrizeSquare(double[] elements, int d, int firstRow, int firstColumn, string path)
    {
        int rowEnd = Math.Min(d, firstRow + Square);
        for (int i = firstRow; i < rowEnd; i++)
        {
            double variance = elements[((long)i * d) + i];
            int columnEnd = Math.Min(i + 1, firstColumn + Square);
            for (int j = firstColumn; j < columnEnd; j++)
            {
                ref double below = ref elements[((long)i * d) + j];
                ref double above = ref elements[((long)j * d) + i];

                // Nearly all are: sums of products, whichever way they are taken, are the same on both sides.
                if (below.Equals(above) && variance >= 0)
                {
                    continue;
                }

                double scale = Math.Sqrt(Math.Abs(variance * elements[((long)j * d) + j]));
                if (variance < 0 || Math.Abs(below - above) > SymmetryTolerance * scale)
                {
                    throw new InputException(
                        $"'{CovarianceKey}' must be a covariance, symmetric with no negative variance, but in '{path}' its elements [{i}, {j}] and [{j}, {i}] are {below:G6} and {above:G6}.");
                }

                // Whoever computes with it may read either half.
                below = above = 0.5 * (below + above);
            }
        }
    }
}
