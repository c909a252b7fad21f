using Fidelis.Images;
using Fidelis.Imaging.Decoding;

namespace Fidelis.Metrics;

/// <summary>What a metric trains on.</summary>
/// <param name="Reference">The reference images, each with a class.</param>
/// <param name="Generated">The generated images, each with a class.</param>
/// <param name="Rules">The rules by which stored values become pixels.</param>
/// <param name="Clock">The time, for the progress.</param>
public sealed record TrainingMetricInputs(ImageSource Reference, ImageSource Generated, DecodingRules Rules, TimeProvider Clock);
