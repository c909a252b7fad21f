using Fidelis.Networks.Autodiff;

namespace Fidelis.Networks.Inference;

/// <summary>
/// A network made ready to compute some of its layers, batch after batch: its weights are taken as they were then, and its memory is used
/// again. One thread at a time may use it.
/// </summary>
public interface IInference
{
    /// <summary>Computes the layers of a batch, with running statistics and without dropout.</summary>
    /// <param name="images">Images <c>[n, height, width, channels]</c>, float32, as the network takes them.</param>
    /// <param name="cancellation">Ends the run between two of the network's operations.</param>
    /// <returns>
    /// The layers by name, each <c>[n, ...]</c>. The values of an image do not depend on the others in the batch. The next run overwrites them.
    /// </returns>
    /// <exception cref="ArgumentException">The images have another shape than the network's input.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    IReadOnlyDictionary<string, Tensor> Run(Tensor images, CancellationToken cancellation = default);
}
