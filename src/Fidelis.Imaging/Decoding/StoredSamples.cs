using Fidelis.Imaging.Pixels;

namespace Fidelis.Imaging.Decoding;

/// <summary>The stored values of a picture, as a reader of a format hands them over.</summary>
/// <param name="Image">The values.</param>
/// <param name="Profile">The colour profile in the file, or <see langword="null"/> where there is none or it is known to be sRGB.</param>
internal readonly record struct StoredSamples(SampleImage Image, byte[]? Profile = null);
