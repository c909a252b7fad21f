using Fidelis.Imaging.Comparison;

namespace Fidelis.Metrics;

/// <summary>The structural similarity index of each pair: luminance, contrast and structure compared in small windows, and averaged.</summary>
/// <remarks>Z. Wang et al. 2004, eq. 13 to 16: see <see cref="StructuralSimilarity"/>. Colour is compared channel by channel.</remarks>
public sealed class StructuralSimilarityIndex : IPairedMetric
{
    private static readonly MetricOptions<StructuralSimilarityIndexOptions> Options = new MetricOptions<StructuralSimilarityIndexOptions>(new StructuralSimilarityIndexOptions())
        .Choice(
            "convention",
            "Whose window and border: wang is the 2004 paper's, skimage and torchmetrics are the defaults of those libraries.",
            [("wang", SimilarityConvention.Wang), ("skimage", SimilarityConvention.ScikitImage), ("torchmetrics", SimilarityConvention.TorchMetrics)],
            options => options.Convention,
            (options, value) => options with { Convention = value });

    /// <inheritdoc/>
    public MetricDescriptor Descriptor { get; } = new()
    {
        Id = "ssim",
        Name = "Structural Similarity Index",
        Meaning = "How alike luminance, contrast and structure of a generated image and of the image that it should equal are in small windows.",
        Direction = MetricDirection.HigherIsBetter,
        Range = "[-1, 1]",
        Needs = MetricNeeds.Reference,
        Axioms = MetricAxioms.Symmetry | MetricAxioms.OrderIndependence | MetricAxioms.Unbiasedness,
        Reference = "Wang et al. 2004, Image Quality Assessment: From Error Visibility to Structural Similarity, IEEE TIP 13(4)",
        Options = Options,
        IsDefault = true,
    };

    /// <inheritdoc/>
    public double Least => -1;

    /// <inheritdoc/>
    public double Greatest => 1;

    /// <inheritdoc/>
    public int SmallestSide(MetricSettings settings) => WindowOf(settings).SmallestSide;

    /// <inheritdoc/>
    public PairedValue Compute(PicturePair pair, MetricSettings settings) =>
        new(StructuralSimilarity.Compute(pair, WindowOf(settings)).Similarity.Average());

    /// <inheritdoc/>
    public PairedFindings Describe(PairedValues values, MetricSettings settings) => PairedFindings.None;

    private static SimilarityWindow WindowOf(MetricSettings settings) => Options.Bind(settings).Convention switch
    {
        SimilarityConvention.ScikitImage => SimilarityWindow.ScikitImage,
        SimilarityConvention.TorchMetrics => SimilarityWindow.TorchMetrics,
        _ => SimilarityWindow.Wang,
    };
}
