using System.Buffers;
using System.Globalization;
using Fidelis.Networks.Architectures;
using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Inference;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.Threading;
using Fidelis.Onnx.Model;

namespace Fidelis.Onnx.Sessions;

/// <summary>Computes layers of a model, batch after batch, in a session of ONNX Runtime.</summary>
internal sealed class OnnxInference : IInference, IDisposable
{
    /// <summary>
    /// The values of the images that a run takes at once where the model takes any number, but never fewer images than threads: so few that their maps stay
    /// in the cache between two operations, and so many that starting the operations of small images costs little.
    /// </summary>
    private const int FewValues = 1 << 18;

    private readonly ImageInput input;
    private readonly ImageBatch batch;
    private readonly OnnxSession session;
    private readonly IReadOnlyList<LayerTensor> tensors;
    private readonly (string Layer, string Logits)? softmax;
    private Dictionary<string, Tensor> results = [];

    /// <summary>Makes layers ready to be computed.</summary>
    /// <param name="session">The session, which becomes this instance's.</param>
    /// <param name="input">How the model takes images.</param>
    /// <param name="tensors">The outputs of the session, in their order.</param>
    /// <param name="softmax">A layer that is the softmax of one of them, or <see langword="null"/>.</param>
    public OnnxInference(OnnxSession session, ImageInput input, IReadOnlyList<LayerTensor> tensors, (string Layer, string Logits)? softmax)
    {
        this.session = session;
        this.input = input;
        this.tensors = tensors;
        this.softmax = softmax;
        batch = new ImageBatch(input);
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, Tensor> Run(Tensor images, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (images.Rank != 4 || images.Shape[0] < 1 || new InputShape(images.Shape[1], images.Shape[2], images.Shape[3]) != input.Shape)
        {
            throw new ArgumentException(
                $"The images must be [n, {input.Shape.Height}, {input.Shape.Width}, {input.Shape.Channels}], but they are [{string.Join(", ", images.Shape.ToArray())}].",
                nameof(images));
        }

        int count = images.Shape[0];
        if (results.Count == 0 || results.Values.First().Shape[0] != count)
        {
            results = Reserve(count);
        }

        int step = input.Batch ?? Math.Max(Parallelism.ThreadCount, FewValues / (input.Shape.Height * input.Shape.Width * input.Shape.Channels));
        for (int start = 0; start < count; start += step)
        {
            int taken = Math.Min(step, count - start);
            using OnnxResults outputs = batch.Run(session, images, start, taken, cancellation);
            for (int i = 0; i < tensors.Count; i++)
            {
                Require(outputs.Describe(i), tensors[i], input.Batch ?? taken);
                Copy(outputs, i, tensors[i], results[tensors[i].Name], start, taken);
            }
        }

        if (softmax is { } computed)
        {
            Softmax(results[computed.Logits], results[computed.Layer]);
        }

        return results;
    }

    /// <inheritdoc/>
    public void Dispose() => session.Dispose();

    /// <summary>Refuses what depends on more than the number of images: their features would be those of others, or cut off.</summary>
    private void Require(OnnxValue value, LayerTensor tensor, int count)
    {
        long length = tensor.Shape.Aggregate(1L, (product, side) => product * side);
        if (value.Shape is not [var first, ..] || first != count || value.Shape.Aggregate(1L, (product, side) => product * side) != count * length)
        {
            throw new InputException(string.Create(
                CultureInfo.InvariantCulture,
                $"A layer must hold as many values for one image as for another, but '{Printable.Of(tensor.Name)}' of '{session.ModelName}' should hold {length} for each of {count} and is {value.Describe()}: take another layer."));
        }
    }

    private static void Copy(OnnxResults outputs, int index, LayerTensor tensor, Tensor destination, int start, int count)
    {
        int length = destination.Length / destination.Shape[0];
        Span<float> rows = destination.Data.AsSpan(start * length, count * length);
        if (!tensor.IsPlanar)
        {
            outputs.CopyTo(index, rows);
            return;
        }

        float[] planes = ArrayPool<float>.Shared.Rent(rows.Length);
        outputs.CopyTo(index, planes.AsSpan(0, rows.Length));
        int channels = tensor.Shape[2];
        int area = tensor.Shape[0] * tensor.Shape[1];
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<float> image = planes.AsSpan(i * length, length);
            Span<float> pixels = rows.Slice(i * length, length);
            for (int c = 0; c < channels; c++)
            {
                ReadOnlySpan<float> plane = image.Slice(c * area, area);
                for (int p = 0; p < plane.Length; p++)
                {
                    pixels[(p * channels) + c] = plane[p];
                }
            }
        }

        ArrayPool<float>.Shared.Return(planes);
    }

    private static void Softmax(Tensor logits, Tensor probabilities)
    {
        int classes = logits.Shape[1];
        for (int row = 0; row < logits.Shape[0]; row++)
        {
            ReadOnlySpan<float> values = logits.Data.AsSpan(row * classes, classes);
            Span<float> destination = probabilities.Data.AsSpan(row * classes, classes);
            double largest = double.NegativeInfinity;
            foreach (float value in values)
            {
                largest = Math.Max(largest, value);
            }

            double sum = 0;
            foreach (float value in values)
            {
                sum += Math.Exp(value - largest);
            }

            for (int i = 0; i < classes; i++)
            {
                destination[i] = (float)(Math.Exp(values[i] - largest) / sum);
            }
        }
    }

    private Dictionary<string, Tensor> Reserve(int count)
    {
        Dictionary<string, Tensor> reserved = tensors.ToDictionary(tensor => tensor.Name, tensor => new Tensor([count, .. tensor.Shape]), StringComparer.Ordinal);
        if (softmax is { } computed)
        {
            reserved[computed.Layer] = new Tensor(reserved[computed.Logits].Shape.ToArray());
        }

        return reserved;
    }
}
