using Fidelis.Features;

namespace Fidelis.Evaluation;

/// <summary>Everything that decides a score besides the images and the options of the metric.</summary>
/// <param name="Text">One readable line.</param>
/// <param name="Hash">Its hash; empty where the protocol is unknown.</param>
public sealed record ProtocolSummary(string Text, string Hash)
{
    /// <summary>Takes the protocol of the model, or where the sets are files that of the file that names one.</summary>
    /// <param name="extractor">The model, or <see langword="null"/>.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="generated">The generated set.</param>
    /// <returns>The protocol; that of a file may be unknown, which a conclusion says.</returns>
    internal static ProtocolSummary Of(FeatureExtractor? extractor, PreparedSet reference, PreparedSet generated) =>
        extractor is not null
            ? new ProtocolSummary(extractor.ProtocolText, extractor.ProtocolHash)
            : reference.Source.Protocol is { Hash.Length: > 0 } known ? known : generated.Source.Protocol!;
}
