using System.Security.Cryptography;
using Fidelis.Features;
using Fidelis.Images;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.Randomness;
using Fidelis.Numerics.Threading;
using Fidelis.Statistics;

namespace Fidelis.Evaluation;

/// <summary>Opens what the user names as a set: images, features or statistics.</summary>
public static class SourceOpener
{
    /// <summary>The platform reads a stream that it hashes in pieces of 4 KiB, which costs as much as the hash.</summary>
    private const int PieceBytes = 1 << 17;

    /// <summary>Opens a set, with the classes and the limit of a plan.</summary>
    /// <param name="path">A source of images, or an <c>.npz</c> file of features or statistics, which its keys tell apart.</param>
    /// <param name="plan">The plan whose classes, limit and seed choose among the images.</param>
    /// <returns>The set.</returns>
    /// <exception cref="InputException">There is nothing of the kind, or the classes or the limit do not fit it.</exception>
    public static EvaluationSource Open(string path, EvaluationPlan plan)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(plan);
        if (!ImageSources.IsNpz(path))
        {
            return OpenImages(path, plan, []);
        }

        NpzKind kind = NpzKind.Detect(path);
        return kind.Content switch
        {
            NpzContent.Features => OpenFeatures(path, plan, kind.Others),
            NpzContent.Statistics when plan.Classes.Count > 0 || plan.Limit is not null =>
                throw new InputException($"Images can be chosen by --classes and --limit where they are known one by one, but '{path}' holds statistics of all together."),
            NpzContent.Statistics => EvaluationSource.Of(path, StatisticsFile.Read(path), HashOf(path), kind.Others),
            NpzContent.Images => OpenImages(path, plan, kind.Others),
            _ => throw new InputException(
                $"An .npz file must hold features ('features', 'feats' or 'reps'), pictures ('arr_0', 'images' or '*_images') or statistics ('mu' and 'sigma'), but '{path}' holds none of these: name any other array of pictures by '{path}:NAME'."),
        };
    }

    private static EvaluationSource OpenFeatures(string path, EvaluationPlan plan, IReadOnlyList<NpzContent> ignored)
    {
        FeatureSet? set = null;
        string hash = "";
        Parallelism.Invoke(() => set = FeatureFile.Read(path), () => hash = HashOf(path));
        return EvaluationSource.Of(path, Select(path, set!, plan), hash, ignored);
    }

    private static EvaluationSource OpenImages(string path, EvaluationPlan plan, IReadOnlyList<NpzContent> ignored)
    {
        ImageSource images = ImageSources.Open(path, plan.Sources);
        images = plan.Classes.Count > 0 ? images.OnlyClasses(plan.Classes) : images;
        return EvaluationSource.Of(plan.Limit is { } limit ? images.Limit(limit, plan.Seed) : images, ignored);
    }

    private static FeatureSet Select(string path, FeatureSet set, EvaluationPlan plan)
    {
        if (plan.Classes.Count > 0)
        {
            IReadOnlyList<string> known = set.FindClasses();
            if (plan.Classes.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
            {
                throw new InputException($"There is no class '{unknown}' in '{path}'. There is: {(known.Count == 0 ? "none" : string.Join(", ", known))}.{Suggestion.For(unknown, known)}");
            }

            set = set.Select([.. Enumerable.Range(0, set.Labels.Count).Where(row => plan.Classes.Contains(set.Labels[row])).Select(row => (long)row)]);
        }

        if (plan.Limit is { } limit)
        {
            if (limit < 1)
            {
                throw new InputException($"The limit of images must be at least 1, but is {limit}.");
            }

            // The same permutation as for images: a features file gives what its folder would.
            set = limit >= set.Count ? set : set.Select([.. new Xoshiro256(plan.Seed).Permutation(checked((int)set.Count))[..limit].Order().Select(row => (long)row)]);
        }

        return set;
    }

    private static string HashOf(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            byte[] piece = new byte[PieceBytes];
            for (int count = stream.Read(piece); count > 0; count = stream.Read(piece))
            {
                hash.AppendData(piece, 0, count);
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"The file '{path}' cannot be read: {e.Message}", e);
        }
    }
}
