using Fidelis.Imaging.Pixels;
using Fidelis.Networks.Architectures;
using Fidelis.Networks.Autodiff;
using Fidelis.Preprocessing;

namespace Fidelis.Features;

/// <summary>
/// The batches of an extraction. Pictures are written into them by several threads, each to its own place; tensors that were looked at
/// are written again.
/// </summary>
/// <param name="preprocessing">The way from a picture to the input.</param>
/// <param name="input">The network's input.</param>
/// <param name="fit">How another aspect ratio reaches it.</param>
/// <param name="batchSize">The pictures of a batch.</param>
/// <param name="imageCount">All pictures.</param>
internal sealed class ExtractionBatches(IPreprocessing preprocessing, InputShape input, Fit fit, int batchSize, int imageCount)
{
    private readonly int slot = checked(input.Height * input.Width * input.Channels);
    private readonly Dictionary<int, Tensor> begun = [];
    private readonly Stack<Tensor> free = [];

    /// <summary>Gets the pictures of every batch but the last, which may hold fewer.</summary>
    public int Size { get; } = Math.Min(batchSize, imageCount);

    /// <summary>Gets the bytes that a picture holds until it is looked at.</summary>
    public long SlotBytes => (long)slot * sizeof(float);

    /// <summary>Gets the batch that a picture belongs to.</summary>
    /// <param name="index">The place of the picture in the list.</param>
    public int BatchOf(int index) => index / Size;

    /// <summary>Writes a picture as the network takes it.</summary>
    /// <param name="index">The place of the picture in the list.</param>
    /// <param name="image">The picture.</param>
    /// <returns>Where it was written: its place in the batch.</returns>
    public int Write(int index, PixelImage image)
    {
        Tensor batch;
        lock (begun)
        {
            int number = BatchOf(index);
            if (!begun.TryGetValue(number, out batch!))
            {
                batch = CountOf(number) == Size && free.TryPop(out Tensor? used) ? used : NewTensor(CountOf(number));
                begun.Add(number, batch);
            }
        }

        int place = index % Size;
        preprocessing.Write(image, input, fit, batch.Data.AsSpan(place * slot, slot));
        return place;
    }

    /// <summary>Takes a batch whose pictures are all written or left out.</summary>
    /// <param name="number">The number of the batch.</param>
    /// <param name="places">The places of the pictures that were not left out, in their order; at least one.</param>
    /// <returns>Images <c>[places.Count, height, width, channels]</c>.</returns>
    public Tensor Take(int number, IReadOnlyList<int> places)
    {
        Tensor batch;
        lock (begun)
        {
            begun.Remove(number, out batch!);
        }

        if (places.Count == batch.Shape[0])
        {
            return batch;
        }

        Tensor dense = NewTensor(places.Count);
        for (int i = 0; i < places.Count; i++)
        {
            batch.Data.AsSpan(places[i] * slot, slot).CopyTo(dense.Data.AsSpan(i * slot));
        }

        GiveBack(batch);
        return dense;
    }

    /// <summary>Gives a batch back that nobody looks at any more.</summary>
    /// <param name="batch">What <see cref="Take"/> gave.</param>
    public void GiveBack(Tensor batch)
    {
        lock (begun)
        {
            if (batch.Shape[0] == Size)
            {
                free.Push(batch);
            }
        }
    }

    private int CountOf(int number) => Math.Min(Size, imageCount - (number * Size));

    // Every value is written before the network sees it.
    private Tensor NewTensor(int count) =>
        new(GC.AllocateUninitializedArray<float>(checked(count * slot)), count, input.Height, input.Width, input.Channels);
}
