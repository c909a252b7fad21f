using System.Security.Cryptography;
using Fidelis.Features;
using Fidelis.Images;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.Randomness;
using Fidelis.Statistics;

namespace Fidelis.Evaluation;

/// <summary>Opens what the user names as a set: images, features or statistics.</summary>
public static class SourceOpener
{
    /// <summary>Opens a set, with the classes and the limit of a plan.</summary>
    /// <param name="path">A folder of images, or an <c>.npz</c> file of features or statistics, which its keys tell apart.</param>
    /// <param name="plan">The plan whose classes, limit and seed choose among the images.</param>
    /// <returns>The set.</returns>
    /// <exception cref="InputException">There is nothing of the kind, or the classes or the limit do not fit it.</exception>
    public static EvaluationSource Open(string path, EvaluationPlan plan)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(plan);
        if (!File.Exists(path) || !Path.GetExtension(path).Equals(".npz", StringComparison.OrdinalIgnoreCase))
        {
            ImageSource images = ImageSources.Open(path);
            images = plan.Classes.Count > 0 ? images.OnlyClasses(plan.Classes) : images;
            return EvaluationSource.Of(plan.Limit is { } limit ? images.Limit(limit, plan.Seed) : images);
        }

        NpzKind kind = NpzKind.Detect(path);
        string hash = HashOf(path);
        switch (kind.Content)
        {
            case NpzContent.Features:
                return EvaluationSource.Of(path, Select(path, FeatureFile.Read(path), plan), hash, kind.Others);
            case NpzContent.Statistics when plan.Classes.Count > 0 || plan.Limit is not null:
                throw new InputException($"Images can be chosen by --classes and --limit where they are known one by one, but '{path}' holds statistics of all together.");
            case NpzContent.Statistics:
                return EvaluationSource.Of(path, StatisticsFile.Read(path), hash, kind.Others);
            default:
                throw new InputException($"An .npz file must hold features ('features', 'feats' or 'reps') or statistics ('mu' and 'sigma'), but '{path}' holds {(kind.Content == NpzContent.Images ? "pictures: give a folder of image files" : "neither")}.");
        }
    }

    private static FeatureSet Select(string path, FeatureSet set, EvaluationPlan plan)
    {
        if (plan.Classes.Count > 0)
        {
            string[] known = [.. set.Labels.OfType<string>().Distinct().Order(StringComparer.Ordinal)];
            if (plan.Classes.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
            {
                throw new InputException($"There is no class '{unknown}' in '{path}'. There is: {(known.Length == 0 ? "none" : string.Join(", ", known))}.{Suggestion.For(unknown, known)}");
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
            return Convert.ToHexStringLower(SHA256.HashData(stream));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"The file '{path}' cannot be read: {e.Message}", e);
        }
    }
}
