using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Operators;

namespace Fidelis.Networks.Inference;

/// <summary>Frozen layers in their order, and the memory that they share.</summary>
internal sealed class InferencePlan : IInference
{
    private readonly int[] inputShape;
    private readonly PlannedStep[] steps;
    private readonly int[] bufferLengths;
    private readonly float[][] buffers;
    private readonly Dictionary<string, Tensor> results = [];
    private readonly LayerValues[] inputs;
    private int capacity;

    /// <summary>Initializes a plan.</summary>
    /// <param name="inputShape">The shape of one image.</param>
    /// <param name="steps">The steps.</param>
    /// <param name="bufferLengths">The values of each buffer for one image.</param>
    public InferencePlan(IReadOnlyList<int> inputShape, IReadOnlyList<PlannedStep> steps, IReadOnlyList<int> bufferLengths)
    {
        this.inputShape = [.. inputShape];
        this.steps = [.. steps];
        this.bufferLengths = [.. bufferLengths];
        buffers = new float[bufferLengths.Count][];
        inputs = new LayerValues[steps.Max(step => step.Inputs.Length)];
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, Tensor> Run(Tensor images, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        int batchCount = images.Rank > 0 ? images.Shape[0] : 0;
        if (batchCount < 1 || !images.Shape[1..].SequenceEqual(inputShape))
        {
            throw new ArgumentException(
                $"The images must be [n, {string.Join(", ", inputShape)}], but they are [{string.Join(", ", images.Shape.ToArray())}].", nameof(images));
        }

        Reserve(batchCount);
        foreach (PlannedStep step in steps)
        {
            cancellation.ThrowIfCancellationRequested();
            for (int i = 0; i < step.Inputs.Length; i++)
            {
                inputs[i] = Find(step.Inputs[i], images);
            }

            step.Layer.Run(batchCount, inputs.AsSpan(0, step.Inputs.Length), Find(step.Output, images));
            foreach (PlannedResult result in step.Results)
            {
                CopyOut(result, Find(result.Place, images), batchCount);
            }
        }

        return results;
    }

    private LayerValues Find(Place place, Tensor images) =>
        new(place.Buffer == Place.Images ? images.Data : buffers[place.Buffer], place.Offset, place.Step);

    private void Reserve(int batchCount)
    {
        if (batchCount <= capacity)
        {
            return;
        }

        for (int i = 0; i < buffers.Length; i++)
        {
            buffers[i] = GC.AllocateUninitializedArray<float>(checked(bufferLengths[i] * batchCount));
        }

        capacity = batchCount;
    }

    private void CopyOut(PlannedResult result, LayerValues values, int batchCount)
    {
        if (!results.TryGetValue(result.Name, out Tensor? tensor) || tensor.Shape[0] != batchCount)
        {
            results[result.Name] = tensor = new Tensor([batchCount, .. result.Shape]);
        }

        int channels = result.Shape[^1];
        Concatenation.Copy(values.Data, values.Offset, values.Step, tensor.Data, 0, channels, channels, tensor.Length / channels);
    }
}
