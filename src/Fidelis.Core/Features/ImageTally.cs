using Fidelis.Images;
using Fidelis.Imaging.Conversion;

namespace Fidelis.Features;

/// <summary>Counts how images were stored and what was done to their values, in memory that does not grow with them.</summary>
internal sealed class ImageTally
{
    private static readonly PixelTreatments[] EveryTreatment = [.. Enum.GetValues<PixelTreatments>().Where(treatment => treatment != PixelTreatments.None)];

    private readonly ImageSurveyor surveyor = new();
    private readonly Dictionary<PixelTreatments, long> treatments = [];

    /// <summary>Gets how many images each treatment befell; treatments that befell none are absent.</summary>
    public IReadOnlyDictionary<PixelTreatments, long> Treatments => treatments;

    /// <summary>Gets the smallest and the largest value of the images of more than 8 bits; <see langword="null"/> where there is none.</summary>
    public (double Low, double High)? Range { get; private set; }

    /// <summary>Counts an image.</summary>
    /// <typeparam name="T">What was made of it.</typeparam>
    /// <param name="image">The image.</param>
    public void Add<T>(ProcessedImage<T> image)
    {
        surveyor.Add(image.Entry, new ImageKind(image.Facts.Format, image.Facts.Mode, image.Facts.IsLossy, image.Width, image.Height), image.EncodedBytes);
        foreach (PixelTreatments treatment in EveryTreatment)
        {
            if (image.Facts.Treatments.HasFlag(treatment))
            {
                treatments[treatment] = treatments.GetValueOrDefault(treatment) + 1;
            }
        }

        Range = image.Facts.Range is not { } other ? Range
            : Range is { } known ? (Math.Min(known.Low, other.Low), Math.Max(known.High, other.High))
            : other;
    }

    /// <summary>Gives how the images so far are stored.</summary>
    public ImageSurvey ToSurvey() => surveyor.ToSurvey();
}
