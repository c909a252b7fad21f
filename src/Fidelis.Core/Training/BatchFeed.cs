using Fidelis.Networks.Autodiff;
using Fidelis.Numerics.Threading;
using Fidelis.Training.Augmentation;

namespace Fidelis.Training;

/// <summary>Makes the next batch while the network computes with the present one.</summary>
/// <param name="images">The images.</param>
/// <param name="batchSize">Images in a batch; the last one may have fewer.</param>
/// <param name="augmentation">What changes the images, or <see langword="null"/>.</param>
internal sealed class BatchFeed(TrainingImages images, int batchSize, AugmentationSequence? augmentation)
{
    private readonly int slot = images.Input.Height * images.Input.Width * images.Input.Channels;

    // The network holds one while the other is filled.
    private readonly Tensor?[] buffers = new Tensor?[2];

    /// <summary>Counts the batches that a number of images makes.</summary>
    public int BatchCount(int imageCount) => ((imageCount - 1) / batchSize) + 1;

    /// <summary>Enumerates batches.</summary>
    /// <param name="order">The images in the order in which they are taken.</param>
    /// <param name="firstBatch">The first batch that is wanted, counted from 0.</param>
    /// <param name="epoch">The epoch, which decides the augmentation.</param>
    /// <param name="cancellation">Ends the enumeration by an <see cref="OperationCanceledException"/>.</param>
    /// <returns>Images <c>[n, height, width, channels]</c>. Each batch is the caller's until the next is asked for.</returns>
    public IEnumerable<Tensor> Batches(int[] order, int firstBatch, int epoch, CancellationToken cancellation)
    {
        int batchCount = BatchCount(order.Length);
        if (firstBatch >= batchCount)
        {
            yield break;
        }

        using IEnumerator<object> others = images.DecodeOthers(order.AsSpan(firstBatch * batchSize), cancellation).GetEnumerator();
        Task<Tensor> next = Prepare(firstBatch);
        try
        {
            for (int batch = firstBatch; batch < batchCount; batch++)
            {
                Tensor present = next.GetAwaiter().GetResult();
                cancellation.ThrowIfCancellationRequested();
                if (batch + 1 < batchCount)
                {
                    next = Prepare(batch + 1);
                }

                yield return present;
            }
        }
        finally
        {
            // Whoever stops half-way does not want the next batch, but nothing may be taken from a decoder that is gone.
            Task.WaitAny([next], CancellationToken.None);
        }

        Task<Tensor> Prepare(int batch) => Task.Run(() => Make(batch), CancellationToken.None);

        Tensor Make(int batch)
        {
            int first = batch * batchSize;
            int count = Math.Min(batchSize, order.Length - first);
            object?[] decoded = new object?[count];
            for (int i = 0; i < count; i++)
            {
                if (!images.IsKept(order[first + i]))
                {
                    others.MoveNext();
                    decoded[i] = others.Current;
                }
            }

            Tensor tensor = Buffer(batch, count);
            Parallelism.For(count, i =>
            {
                Span<float> destination = tensor.Data.AsSpan(i * slot, slot);
                images.Write(order[first + i], decoded[i], destination);
                augmentation?.Apply(destination, epoch, order[first + i]);
            });
            return tensor;
        }
    }

    private Tensor Buffer(int batch, int count)
    {
        ref Tensor? buffer = ref buffers[batch % buffers.Length];
        if (buffer is null || buffer.Shape[0] != count)
        {
            buffer = new Tensor(count, images.Input.Height, images.Input.Width, images.Input.Channels);
        }

        return buffer;
    }
}
