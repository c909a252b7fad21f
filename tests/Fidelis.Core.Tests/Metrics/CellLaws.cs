using Fidelis.Features;
using Fidelis.Images;
using Fidelis.Numerics.Randomness;
using Fidelis.Registry;
using Fidelis.Statistics.Neighbours;

namespace Fidelis.Tests.Metrics;

/// <summary>Laws of features that a shipped classifier has of real cells and of cells that a GAN made.</summary>
/// <remarks>
/// A pool of 3,600 images is finite. Drawn without replacement, sets of 900 scatter less than those of an endless supply (their variance is
/// multiplied by 1 - n/N), and with replacement they hold copies, which have no distance to their neighbour. So the law is the pool thickened: an image,
/// and one of its ten nearest neighbours in the pool, are mixed by a share uniform in [0, 1], features and probabilities alike. That is a law of its own, from which
/// any number of images can be drawn independently; it keeps classes, clusters, spectrum, dead features and the edge at zero of a
/// rectifier, two draws from one image are about as far apart as neighbours are, and none is a copy. As a check, <c>untouched</c> draws images as they are,
/// without replacement, the reference from one half of the pool and the generated set from the other: of 100 from 1,800 that takes 3 % off their deviation.
/// </remarks>
internal static class CellLaws
{
    private const int Neighbours = 10;

    private static readonly string[] Classes = ["eosinophil", "lymphocyte", "monocyte", "neutrophil"];

    private static readonly double[] EqualShares = [0.25, 0.25, 0.25, 0.25];

    private static readonly double[] OtherShares = [0.5, 0.3, 0.15, 0.05];

    /// <summary>The laws of one classifier: <c>same</c>, <c>shares</c> (other frequencies of the classes), <c>untouched</c> (these too) and <c>gan</c>.</summary>
    public static CalibrationLaw Of(string model, string law, string shared)
    {
        Pool real = Extract(model, Path.Combine(shared, "data", "blood-cells", "train"));
        return law switch
        {
            "same" => new CalibrationLaw(real.Draw, real.Draw),
            "shares" => new CalibrationLaw(real.Draw, (random, count) => real.Draw(random, count, OtherShares)),
            "untouched" => new CalibrationLaw(
                (random, count) => real.Take(random, count, EqualShares, 0), (random, count) => real.Take(random, count, OtherShares, 1)),
            "gan" => new CalibrationLaw(real.Draw, Extract(model, Path.Combine(shared, "data", "blood-cells-gan")).Draw),
            _ => throw new ArgumentException(law),
        };
    }

    private static Pool Extract(string model, string folder)
    {
        FeatureSet all = new FeatureExtractor(ModelRegistry.Standard.Open(model), new ExtractionOptions()).Extract(ImageSources.Open(folder)).Set;
        FeatureSet set = all.Select([.. Enumerable.Range(0, all.Labels.Count).Where(row => Classes.Contains(all.Labels[row])).Select(row => (long)row)]);
        return new Pool(
            set,
            Nearest.Within(set.Features!, Neighbours),
            [.. Classes.Select(name => Enumerable.Range(0, set.Labels.Count).Where(row => set.Labels[row] == name).ToArray())]);
    }

    private sealed record Pool(FeatureSet Set, NeighbourTable Nearest, int[][] RowsOfClasses)
    {
        public FeatureSet Draw(Xoshiro256 random, int count) => Draw(random, count, EqualShares);

        /// <summary>Draws from the thickened pool.</summary>
        public FeatureSet Draw(Xoshiro256 random, int count, double[] shares)
        {
            FeatureMatrix features = Set.Features!;
            FeatureMatrix probabilities = Set.Probabilities!;
            float[] drawn = new float[count * features.Columns];
            float[] drawnProbabilities = new float[count * probabilities.Columns];
            for (int i = 0; i < count; i++)
            {
                int[] rows = RowsOfClasses[Label(random, shares)];
                int row = rows[random.NextInt32(rows.Length)];
                int other = Nearest.Index(row, 1 + random.NextInt32(Neighbours));
                double share = random.NextDouble();
                Mix(features, row, other, share, drawn.AsSpan(i * features.Columns));
                Mix(probabilities, row, other, share, drawnProbabilities.AsSpan(i * probabilities.Columns));
            }

            return new FeatureSet(
                new FeatureMatrix(features.Columns, drawn), new FeatureMatrix(probabilities.Columns, drawnProbabilities), [], [], "a protocol", "hash", []);
        }

        /// <summary>Draws images as they are from one half of the pool, without replacement as long as a class has more.</summary>
        public FeatureSet Take(Xoshiro256 random, int count, double[] shares, int half)
        {
            int[][] halves = [.. RowsOfClasses.Select(rows => rows.Where((_, i) => i % 2 == half).ToArray())];
            int[] taken = new int[halves.Length];
            long[] drawn = new long[count];
            for (int i = 0; i < count; i++)
            {
                int label = Label(random, shares);
                int place = taken[label]++ % halves[label].Length;
                if (place == 0)
                {
                    random.Shuffle<int>(halves[label]);
                }

                drawn[i] = halves[label][place];
            }

            return Set.Select(drawn);
        }

        private static int Label(Xoshiro256 random, double[] shares)
        {
            double place = random.NextDouble();
            int label = 0;
            while (label < shares.Length - 1 && place >= shares[label])
            {
                place -= shares[label++];
            }

            return label;
        }

        private static void Mix(FeatureMatrix matrix, int row, int other, double share, Span<float> destination)
        {
            ReadOnlySpan<float> first = matrix.Row(row);
            ReadOnlySpan<float> second = matrix.Row(other);
            for (int j = 0; j < first.Length; j++)
            {
                destination[j] = (float)(((1 - share) * first[j]) + (share * second[j]));
            }
        }
    }
}
