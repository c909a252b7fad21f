using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Fidelis.Images;
using Fidelis.Imaging.Decoding;
using Fidelis.Imaging.Pixels;
using Fidelis.Networks.Architectures;
using Fidelis.Numerics.Errors;
using Fidelis.Preprocessing;

namespace Fidelis.Training;

/// <summary>
/// The images of one part of a data set. All are decoded once, which finds what cannot be read before the first step; as many as the
/// budget allows stay decoded, the others are decoded anew whenever they are needed.
/// </summary>
/// <remarks>
/// An image of the network's size is kept as its bytes, which take a quarter of the room; another one is kept as the network takes it.
/// Either way a batch holds the very numbers that the network sees when it scores the same image later.
/// </remarks>
internal sealed class TrainingImages
{
    // Of a SHA-256: a chance of 1e-27 that two of a hundred thousand images share it by accident.
    private const int IdentityBytes = 16;

    // What waits ahead of the training, besides what is kept.
    private const long WaitingBytes = 32L << 20;

    private readonly IPreprocessing preprocessing = PreprocessingCatalog.Find("native");
    private readonly IReadOnlyList<LabeledImage> images;
    private readonly InputShape input;
    private readonly PipelineOptions pipeline;
    private readonly int slot;
    private readonly object?[] kept;
    private readonly UInt128[] contents;
    private readonly UInt128[] pixels;

    private TrainingImages(IReadOnlyList<LabeledImage> images, InputShape input, DecodingRules rules)
    {
        pipeline = new PipelineOptions { Rules = rules, WaitingBytes = WaitingBytes };
        this.images = images;
        this.input = input;
        slot = checked(input.Height * input.Width * input.Channels);
        kept = new object?[images.Count];
        contents = new UInt128[images.Count];
        pixels = new UInt128[images.Count];
    }

    /// <summary>Gets the number of images.</summary>
    public int Count => images.Count;

    /// <summary>Gets the images in their order.</summary>
    public IReadOnlyList<LabeledImage> Images => images;

    /// <summary>Gets the network's input.</summary>
    public InputShape Input => input;

    /// <summary>Gets how many images have another size than the network's and are resized.</summary>
    public int ResizedCount { get; private set; }

    /// <summary>Gets how many images stay decoded.</summary>
    public int KeptCount { get; private set; }

    /// <summary>Gets what tells the encoded bytes of each image from all others.</summary>
    public ReadOnlySpan<UInt128> Contents => contents;

    /// <summary>Gets what tells the size and the pixels of each image from all others.</summary>
    public ReadOnlySpan<UInt128> Pixels => pixels;

    /// <summary>Decodes the images of one part.</summary>
    /// <param name="part">The name of the part in the hash.</param>
    /// <param name="images">The images.</param>
    /// <param name="input">The network's input.</param>
    /// <param name="rules">The rules by which stored values become pixels.</param>
    /// <param name="budget">The memory that all parts share.</param>
    /// <param name="hash">Receives one line <c>part class hash-of-the-file</c> per image.</param>
    /// <param name="census">Notes how each image is stored.</param>
    /// <param name="decoded">Called after each image.</param>
    /// <param name="cancellation">Ends the decoding by an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The images in their order.</returns>
    /// <exception cref="InputException">An image cannot be read.</exception>
    public static TrainingImages Load(
        string part,
        IReadOnlyList<LabeledImage> images,
        InputShape input,
        DecodingRules rules,
        MemoryBudget budget,
        IncrementalHash hash,
        DatasetCensus census,
        Action decoded,
        CancellationToken cancellation)
    {
        TrainingImages loaded = new(images, input, rules);
        foreach (ProcessedImage<(object Image, UInt128 Pixels)> image in ImagePipeline.Process(
            new EntryList(images, null), (_, pixels) => (loaded.Prepare(pixels), IdentityOf(pixels)), loaded.BytesOf, loaded.pipeline, cancellation))
        {
            loaded.Add(image, budget);
            census.Add(images[image.Index].Label, image);
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(
                CultureInfo.InvariantCulture, $"{part} {images[image.Index].Label} {image.ContentHash}\n")));
            decoded();
        }

        return loaded;
    }

    /// <summary>Decodes those of some images that are not kept, in the order in which they are named.</summary>
    /// <param name="order">Indices of images.</param>
    /// <param name="cancellation">Ends the enumeration by an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The images, decoded ahead on threads of their own while they are enumerated.</returns>
    public IEnumerable<object> DecodeOthers(ReadOnlySpan<int> order, CancellationToken cancellation)
    {
        List<int> others = [];
        foreach (int index in order)
        {
            if (!IsKept(index))
            {
                others.Add(index);
            }
        }

        return Decode([.. others], cancellation);
    }

    /// <summary>Tells whether an image stays decoded.</summary>
    public bool IsKept(int index) => kept[index] is not null;

    /// <summary>Writes an image as the network takes it.</summary>
    /// <param name="index">The image.</param>
    /// <param name="decoded">What <see cref="DecodeOthers"/> gave; <see langword="null"/> for one that is kept.</param>
    /// <param name="destination">A slot of a batch.</param>
    public void Write(int index, object? decoded, Span<float> destination)
    {
        switch (decoded ?? kept[index])
        {
            case PixelImage image:
                preprocessing.Write(image, input, Fit.Squash, destination);
                break;
            case float[] values:
                values.CopyTo(destination);
                break;
            default:
                throw new ArgumentException($"Image {index} is not kept and needs its pixels.", nameof(decoded));
        }
    }

    private static UInt128 IdentityOf(ReadOnlySpan<byte> hash) => BinaryPrimitives.ReadUInt128BigEndian(hash[..IdentityBytes]);

    private static UInt128 IdentityOf(string hash) => IdentityOf(Convert.FromHexString(hash.AsSpan(0, 2 * IdentityBytes)));

    private static UInt128 IdentityOf(PixelImage image)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes((ReadOnlySpan<int>)[image.Width, image.Height]));
        hash.AppendData(image.Rgb);
        return IdentityOf(hash.GetHashAndReset());
    }

    private IEnumerable<object> Decode(int[] indices, CancellationToken cancellation)
    {
        foreach (ProcessedImage<object> image in ImagePipeline.Process(new EntryList(images, indices), (_, pixels) => Prepare(pixels), BytesOf, pipeline, cancellation))
        {
            yield return contents[indices[image.Index]] == IdentityOf(image.ContentHash)
                ? image.Result
                : throw new InputException(
                    $"The images must stay as they are while a network learns from them, but '{image.Entry.Location}' has changed: train again.");
        }
    }

    private void Add(ProcessedImage<(object Image, UInt128 Pixels)> image, MemoryBudget budget)
    {
        contents[image.Index] = IdentityOf(image.ContentHash);
        pixels[image.Index] = image.Result.Pixels;
        ResizedCount += Fits(image.Width, image.Height) ? 0 : 1;
        if (budget.TryReserve(BytesOf(image.Width, image.Height)))
        {
            KeptCount++;
            kept[image.Index] = image.Result.Image;
        }
    }

    private bool Fits(int width, int height) => width == input.Width && height == input.Height;

    private long BytesOf(int width, int height) => (long)slot * (Fits(width, height) ? sizeof(byte) : sizeof(float));

    private object Prepare(PixelImage image)
    {
        if (Fits(image.Width, image.Height))
        {
            return image;
        }

        float[] resized = new float[slot];
        preprocessing.Write(image, input, Fit.Squash, resized);
        return resized;
    }

    /// <summary>Shows labelled images, or some of them, as entries, without a list of their own for each epoch.</summary>
    private sealed class EntryList(IReadOnlyList<LabeledImage> images, int[]? indices) : IReadOnlyList<ImageEntry>
    {
        public int Count => indices?.Length ?? images.Count;

        public ImageEntry this[int index] => images[indices?[index] ?? index].Entry;

        public IEnumerator<ImageEntry> GetEnumerator() => Enumerable.Range(0, Count).Select(index => this[index]).GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
