using Fidelis.Evaluation;
using Fidelis.Features;
using Fidelis.Images;
using Fidelis.Imaging.Conversion;
using Fidelis.Networks.Architectures;

namespace Fidelis.Training;

/// <summary>
/// Notes how the images of a data set are stored, as a whole and class by class: where classes are stored differently, a classifier can
/// learn the storing in the place of the images.
/// </summary>
/// <param name="data">The data set.</param>
internal sealed class DatasetCensus(LabeledDataset data)
{
    private readonly ImageTally whole = new();
    private readonly ImageTally[] classes = [.. data.Classes.Select(_ => new ImageTally())];

    /// <summary>Notes an image.</summary>
    /// <typeparam name="T">What was made of it.</typeparam>
    /// <param name="label">Its class.</param>
    /// <param name="image">The image.</param>
    public void Add<T>(int label, ProcessedImage<T> image)
    {
        whole.Add(image);
        classes[label].Add(image);
    }

    /// <summary>Draws the conclusions about the images that were noted.</summary>
    /// <param name="input">The size that the network takes.</param>
    /// <param name="window">The window by which values of more than 8 bits became 8-bit ones.</param>
    /// <returns>One sentence each; none where every image was taken as it is and all classes are stored alike.</returns>
    public IReadOnlyList<Conclusion> Conclude(InputShape input, SampleWindow window)
    {
        ExtractionReport report = new(whole.ToSurvey(), whole.Treatments, whole.Range, window, [], [], [], input, string.Empty, 0);
        return ImageConclusions.OfClasses(
            new SetImages(data.Description, report.Survey, data.Classes, report) { IsSquashed = true },
            [.. classes.Select((tally, label) => new SetImages(data.Classes[label], tally.ToSurvey(), [], null))]);
    }
}
