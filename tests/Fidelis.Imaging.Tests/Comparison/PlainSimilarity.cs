using Fidelis.Imaging.Comparison;

namespace Fidelis.Imaging.Tests.Comparison;

/// <summary>Structural similarity as the paper writes it: every window in two dimensions, variances of centred samples, no separation.</summary>
internal static class PlainSimilarity
{
    private const double C1 = 6.5025;
    private const double C2 = 58.5225;

    /// <summary>Computes the means over all windows of one channel.</summary>
    public static (double Similarity, double ContrastStructure) Compute(PicturePair pair, int channel, double[] taps, bool reachesOut, double varianceFactor)
    {
        int border = reachesOut ? taps.Length / 2 : 0;
        double similarity = 0;
        double contrastStructure = 0;
        int count = 0;
        for (int top = -border; top + taps.Length <= pair.Height + border; top++)
        {
            for (int left = -border; left + taps.Length <= pair.Width + border; left++)
            {
                double Sum(Func<double, double, double> term)
                {
                    double sum = 0;
                    for (int i = 0; i < taps.Length * taps.Length; i++)
                    {
                        int y = Mirror(top + (i / taps.Length), pair.Height);
                        int x = Mirror(left + (i % taps.Length), pair.Width);
                        int place = (((y * pair.Width) + x) * pair.ChannelCount) + channel;
                        sum += taps[i / taps.Length] * taps[i % taps.Length] * term(pair.Reference[place], pair.Generated[place]);
                    }

                    return sum;
                }

                double meanX = Sum((x, _) => x);
                double meanY = Sum((_, y) => y);
                double varianceX = varianceFactor * Sum((x, _) => (x - meanX) * (x - meanX));
                double varianceY = varianceFactor * Sum((_, y) => (y - meanY) * (y - meanY));
                double covariance = varianceFactor * Sum((x, y) => (x - meanX) * (y - meanY));
                double contrast = ((2 * covariance) + C2) / (varianceX + varianceY + C2);
                similarity += ((2 * meanX * meanY) + C1) / ((meanX * meanX) + (meanY * meanY) + C1) * contrast;
                contrastStructure += contrast;
                count++;
            }
        }

        return (similarity / count, contrastStructure / count);
    }

    private static int Mirror(int place, int length) => place < 0 ? -place : place < length ? place : (2 * (length - 1)) - place;
}
