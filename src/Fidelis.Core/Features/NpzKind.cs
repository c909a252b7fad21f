using Fidelis.Images.Arrays;
using Fidelis.Networks.Weights.Npz;

namespace Fidelis.Features;

/// <summary>Says what an <c>.npz</c> file is by its keys alone. A file that holds several things is the first of them.</summary>
/// <param name="Content">What the file is taken as.</param>
/// <param name="Others">What else it holds, which is not looked at; whoever shows results says so.</param>
public sealed record NpzKind(NpzContent Content, IReadOnlyList<NpzContent> Others)
{
    /// <summary>The names that features go by, the first one before the others.</summary>
    internal static readonly string[] FeatureKeys = ["features", "feats", "reps"];

    /// <summary>Looks at the keys of a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>What it is.</returns>
    /// <exception cref="Fidelis.Numerics.Errors.InputException">There is no such file, or it is no <c>.npz</c> file.</exception>
    public static NpzKind Detect(string path)
    {
        using NpzFile file = NpzFile.Open(path);
        return Of(file.Keys);
    }

    internal static NpzKind Of(IReadOnlyList<string> keys)
    {
        List<NpzContent> contents = [];
        if (FeatureKeys.Any(keys.Contains))
        {
            contents.Add(NpzContent.Features);
        }

        if (keys.Any(NpzPictures.IsPictures))
        {
            contents.Add(NpzContent.Images);
        }

        if (keys.Contains("mu") && keys.Contains("sigma"))
        {
            contents.Add(NpzContent.Statistics);
        }

        if (contents.Count > 0 && keys.Contains("mu_s") && keys.Contains("sigma_s"))
        {
            contents.Add(NpzContent.SpatialStatistics);
        }

        return contents is [var first, .. var others] ? new NpzKind(first, others) : new NpzKind(NpzContent.Unknown, []);
    }
}
