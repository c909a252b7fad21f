using Fidelis.Images;
using Fidelis.Imaging.Conversion;
using Fidelis.Imaging.Decoding;
using Fidelis.Imaging.Pixels;
using Fidelis.Networks.Architectures;
using Fidelis.Networks.Autodiff;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.Threading;
using Fidelis.Preprocessing;

namespace Fidelis.Features;

/// <summary>Takes the images of a source through a network once, batch after batch, in their order.</summary>
/// <param name="network">The network, which is waited for once the first batch is there.</param>
/// <param name="input">What it takes.</param>
/// <param name="preprocessing">The way from a picture to its input.</param>
/// <param name="options">How it looks at images.</param>
/// <param name="batchSize">The images of a batch.</param>
internal sealed class ImagePass(ReadyNetwork network, InputShape input, IPreprocessing preprocessing, ExtractionOptions options, int batchSize)
{
    /// <summary>Runs the pass.</summary>
    /// <param name="source">The images.</param>
    /// <param name="window">The window of the set, where it is known and the rules ask for it.</param>
    /// <param name="take">Takes the layers of a batch by name, each <c>[count, ...]</c>, and the count; they are overwritten by the next batch.</param>
    /// <param name="progress">Told after every batch, on the calling thread; or <see langword="null"/>.</param>
    /// <param name="cancellation">Ends the pass by an <see cref="OperationCanceledException"/>.</param>
    /// <returns>What was seen, and the window by which it was decoded.</returns>
    /// <exception cref="InputException">Images cannot be read, or none is left.</exception>
    public (ImageCensus Census, SampleWindow Window) Run(
        ImageSource source,
        SampleWindow? window,
        Action<IReadOnlyDictionary<string, Tensor>, int> take,
        IProgress<ExtractionProgress>? progress,
        CancellationToken cancellation)
    {
        IReadOnlyList<ImageEntry> entries = source.Entries;
        ExtractionBatches batches = new(preprocessing, input, options.Fit, batchSize, entries.Count);
        ImageCensus census = new();
        List<int> places = [];
        int batch = 0;
        DecodingRules rules = window is not null && options.Rules.Window.Kind == SampleWindowKind.PerSet
            ? options.Rules with { Window = window }
            : SetWindow.Resolve(source, options.Rules, options.SkipBadImages, cancellation);
        int checkedLater = 0;
        PipelineOptions pipeline = new()
        {
            Rules = rules,
            Skip = options.SkipBadImages ? census.Skip : null,
            Checked = Check,

            // While the network looks at a batch, the next two are filled, and no thread that decodes goes without a picture.
            WaitingCount = Math.Max(2 * batches.Size, 2 * Parallelism.ThreadCount),
        };
        foreach (ProcessedImage<(int Place, ContentDigest Pixels)> image in ImagePipeline.Process(entries, Take, (_, _) => batches.SlotBytes, pipeline, cancellation))
        {
            if (batches.BatchOf(image.Index) != batch)
            {
                // The pictures at the end of the last batch were left out.
                Compute();
                batch = batches.BatchOf(image.Index);
            }

            census.Add(image, image.Result.Pixels);
            places.Add(image.Result.Place);
            if (image.Result.Place == batches.Size - 1)
            {
                Compute();
            }
        }

        Compute();
        return census.ImageCount > 0
            ? (census, rules.Window)
            : throw new InputException(
                $"At least one image must be readable, but none of the {source.Entries.Count} in '{source.Description}' is. {census.FirstReason}");

        (int Place, ContentDigest Pixels) Take(int index, PixelImage picture) => (batches.Write(index, picture), ContentDigest.OfPixels(picture));

        void Compute()
        {
            cancellation.ThrowIfCancellationRequested();
            if (places.Count > 0)
            {
                Tensor images = batches.Take(batch, places);
                take(network.Get().Run(images, cancellation), places.Count);
                batches.GiveBack(images);
                places.Clear();
                Report();
            }
        }

        void Check(ImageEntry entry)
        {
            checkedLater++;
            if (checkedLater % batches.Size == 0)
            {
                Report();
            }
        }

        void Report() => progress?.Report(
            new ExtractionProgress(census.ImageCount + census.SkippedCount + checkedLater, source.Entries.Count, census.EncodedBytes));
    }
}
