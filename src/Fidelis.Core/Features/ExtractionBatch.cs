using Fidelis.Imaging.Pixels;
using Fidelis.Networks.Architectures;
using Fidelis.Networks.Autodiff;
using Fidelis.Numerics.Threading;
using Fidelis.Preprocessing;

namespace Fidelis.Features;

/// <summary>Gathers pictures into one tensor, several pictures being preprocessed at a time.</summary>
internal sealed class ExtractionBatch(IPreprocessing preprocessing, InputShape input, Fit fit, int capacity)
{
    /// <summary>The pixels that wait for their neighbours before they are preprocessed: large pictures wait in small numbers.</summary>
    private const long WaitingBytesLimit = 64 << 20;

    private readonly List<PixelImage> waiting = [];
    private readonly int slot = input.Height * input.Width * input.Channels;
    private float[] values = [];
    private long waitingBytes;
    private int written;

    public int Count => written + waiting.Count;

    public bool IsFull => Count == capacity;

    public void Add(PixelImage image)
    {
        waiting.Add(image);
        waitingBytes += image.Rgb.LongLength;
        if (waitingBytes > WaitingBytesLimit)
        {
            Write();
        }
    }

    /// <summary>Takes the pictures <c>[Count, height, width, channels]</c> and begins a new batch.</summary>
    public Tensor Take()
    {
        Write();
        Tensor batch = new(values.Length == written * slot ? values : values[..(written * slot)], written, input.Height, input.Width, input.Channels);
        values = [];
        written = 0;
        return batch;
    }

    private void Write()
    {
        if (values.Length == 0)
        {
            values = new float[checked(capacity * slot)];
        }

        Parallelism.For(waiting.Count, i => preprocessing.Write(waiting[i], input, fit, values.AsSpan((written + i) * slot, slot)));
        written += waiting.Count;
        waiting.Clear();
        waitingBytes = 0;
    }
}
