using System.Globalization;
using Fidelis.Features;
using Fidelis.Imaging.Pixels;
using Fidelis.Networks.Architectures;
using Fidelis.Preprocessing;

namespace Fidelis.Evaluation.Analysers;

/// <summary>Warns where the protocol that the user names gives a network other values than its own does: features of images that it was not made for.</summary>
internal sealed class OtherRange : IAnalyser
{
    /// <summary>The published ways to one network differ by less of its range, such as 127.5 against 128 for the middle.</summary>
    private const double LargestShare = 0.02;

    /// <inheritdoc/>
    public IEnumerable<Conclusion> Analyse(AnalysisContext context) =>
        context.Inputs.Extractors.Where(extractor => extractor.ProtocolHash == context.Comparison.Protocol.Hash).Take(1).SelectMany(Of);

    /// <summary>Warns of one network.</summary>
    /// <param name="extractor">The network and the way to it.</param>
    /// <returns>The warning, or nothing where the values agree or the network has no way of its own.</returns>
    public static IEnumerable<Conclusion> Of(FeatureExtractor extractor)
    {
        IPreprocessing? own = extractor.Model.Preprocessing
            ?? (extractor.Model.Network.DefaultProtocol is { } id ? PreprocessingCatalog.Find(id) : null);
        if (own is null || ReferenceEquals(own, extractor.Preprocessing))
        {
            yield break;
        }

        float[] expected = [.. Values(own, 0), .. Values(own, byte.MaxValue)];
        float[] given = [.. Values(extractor.Preprocessing, 0), .. Values(extractor.Preprocessing, byte.MaxValue)];
        double most = expected.Zip(given, (first, second) => Math.Abs((double)first - second)).Max();
        if (most > LargestShare * (expected.Max() - expected.Min()))
        {
            yield return new Conclusion(
                "other-range",
                ConclusionKind.Warning,
                null,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"'{extractor.Model.Id}' was made for values from {expected.Min():0.##} to {expected.Max():0.##}, but the protocol {extractor.Preprocessing.Id} gives it {given.Min():0.##} to {given.Max():0.##}: its scores say little. Leave --protocol out."));
        }
    }

    /// <summary>Gets what a picture of one level becomes: a value for each channel.</summary>
    private static float[] Values(IPreprocessing preprocessing, byte level)
    {
        // As large as the input, so that nothing is resized, and large enough for every kernel.
        const int Side = 8;
        byte[] pixels = new byte[Side * Side * 3];
        Array.Fill(pixels, level);
        float[] values = new float[pixels.Length];
        preprocessing.Write(new PixelImage(Side, Side, pixels), new InputShape(Side, Side, 3), Fit.Squash, values);
        return values[..3];
    }
}
