using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Fidelis.Images;
using Fidelis.Imaging.Pixels;
using Fidelis.Networks.Architectures;
using Fidelis.Networks.Autodiff;
using Fidelis.Numerics.Threading;
using Fidelis.Preprocessing;

namespace Fidelis.Training;

/// <summary>The decoded images of one part of a data set, kept in memory and handed out in batches.</summary>
/// <remarks>
/// An image of the network's size is kept as its bytes, which take a quarter of the room; another one is kept as the network takes it.
/// Either way a batch holds the very numbers that the network sees when it scores the same image later.
/// </remarks>
internal sealed class TrainingImages
{
    private readonly IPreprocessing preprocessing = PreprocessingCatalog.Find("native");
    private readonly MemoryBudget budget;
    private readonly InputShape input;
    private readonly int slot;
    private readonly List<Kept> kept = [];
    private readonly List<string> hashes = [];
    private readonly int[] labels;

    private TrainingImages(InputShape input, int[] labels, MemoryBudget budget)
    {
        this.input = input;
        this.labels = labels;
        this.budget = budget;
        slot = checked(input.Height * input.Width * input.Channels);
        budget.Reserve((long)labels.Length * slot);
    }

    /// <summary>Gets the number of images.</summary>
    public int Count => labels.Length;

    /// <summary>Gets the class of each image.</summary>
    public IReadOnlyList<int> Labels => labels;

    /// <summary>Gets the SHA-256 of each encoded image, in lower-case hexadecimal.</summary>
    public IReadOnlyList<string> ContentHashes => hashes;

    /// <summary>Gets how many images have another size than the network's and were resized.</summary>
    public int ResizedCount => kept.Count(image => image.Values is not null);

    /// <summary>Decodes the images of one part.</summary>
    /// <param name="images">The images.</param>
    /// <param name="input">The network's input.</param>
    /// <param name="budget">The memory that all parts share.</param>
    /// <param name="decoded">Called after each image.</param>
    /// <param name="cancellation">Ends the decoding by an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The decoded images in their order.</returns>
    /// <exception cref="Numerics.Errors.InputException">An image cannot be read, or the images need more than the budget.</exception>
    public static TrainingImages Load(
        IReadOnlyList<LabeledImage> images, InputShape input, MemoryBudget budget, Action decoded, CancellationToken cancellation)
    {
        TrainingImages loaded = new(input, [.. images.Select(image => image.Label)], budget);
        ImageEntry[] entries = [.. images.Select(image => image.Entry)];
        foreach (ProcessedImage<Kept> image in ImagePipeline.Process(entries, (_, pixels) => loaded.Keep(pixels), loaded.BytesOf, cancellation: cancellation))
        {
            loaded.Add(image);
            decoded();
        }

        return loaded;
    }

    /// <summary>Names a training by its images: the SHA-256 of one line <c>part class hash-of-the-file</c> per image.</summary>
    /// <param name="parts">The parts with their names.</param>
    /// <returns>SHA-256 in lower-case hexadecimal: 64 digits.</returns>
    public static string HashOf(params ReadOnlySpan<(string Name, TrainingImages Images)> parts)
    {
        StringBuilder lines = new();
        foreach ((string name, TrainingImages images) in parts)
        {
            for (int i = 0; i < images.Count; i++)
            {
                lines.Append(CultureInfo.InvariantCulture, $"{name} {images.labels[i]} {images.hashes[i]}\n");
            }
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines.ToString())));
    }

    /// <summary>Makes a batch.</summary>
    /// <param name="indices">The images of the batch in their order.</param>
    /// <returns>Images <c>[n, height, width, channels]</c> as the network takes them.</returns>
    public Tensor Batch(ReadOnlyMemory<int> indices)
    {
        Tensor batch = new(indices.Length, input.Height, input.Width, input.Channels);
        Parallelism.For(indices.Length, i => Write(indices.Span[i], batch.Data.AsSpan(i * slot, slot)));
        return batch;
    }

    private void Add(ProcessedImage<Kept> image)
    {
        if (image.Result.Values is not null)
        {
            budget.Reserve((long)slot * (sizeof(float) - sizeof(byte)));
        }

        hashes.Add(image.ContentHash);
        kept.Add(image.Result);
    }

    private long BytesOf(int width, int height) => (long)slot * (Fits(width, height) ? sizeof(byte) : sizeof(float));

    private bool Fits(int width, int height) => width == input.Width && height == input.Height;

    private Kept Keep(PixelImage image)
    {
        if (Fits(image.Width, image.Height))
        {
            return new Kept(image, null);
        }

        float[] resized = new float[slot];
        preprocessing.Write(image, input, Fit.Squash, resized);
        return new Kept(null, resized);
    }

    private void Write(int index, Span<float> destination)
    {
        if (kept[index].Pixels is { } image)
        {
            preprocessing.Write(image, input, Fit.Squash, destination);
        }
        else
        {
            kept[index].Values.CopyTo(destination);
        }
    }

    /// <summary>An image as it stays in memory: one of the two.</summary>
    private readonly record struct Kept(PixelImage? Pixels, float[]? Values);
}
