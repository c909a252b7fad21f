using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Inference;
using Fidelis.Numerics.Kernels;

namespace Fidelis.Networks.Architectures;

/// <summary>
/// A network that turns images into named layers, the last of which are class probabilities where it tells classes apart.
/// </summary>
public abstract class Network
{
    /// <summary>Gets the id of the architecture, such as <c>biocnn-1</c>.</summary>
    public abstract string Architecture { get; }

    /// <summary>Gets the images that the network takes.</summary>
    public abstract InputShape Input { get; }

    /// <summary>Gets the names of the classes in the order of the probabilities; empty for a network that gives features alone.</summary>
    public abstract IReadOnlyList<string> Classes { get; }

    /// <summary>Gets every layer that features can be taken from, in the order of computing; the last holds the probabilities, where there are classes.</summary>
    public abstract IReadOnlyList<LayerDescription> Layers { get; }

    /// <summary>Gets the number of trained and running parameters of the whole network, those between its named layers included.</summary>
    public virtual long ParameterCount => Layers.Sum(layer => layer.ParameterCount);

    /// <summary>Gets the name of the layer that features are taken from where the user names none.</summary>
    public abstract string DefaultFeatureLayer { get; }

    /// <summary>
    /// Gets the id of the preprocessing that the network is used with where the user names none; <see langword="null"/> for a network that
    /// does not say how pictures reach it.
    /// </summary>
    public virtual string? DefaultProtocol => "native";

    /// <summary>Gets the name of the layer that holds the class probabilities <c>[n, classes]</c>, where there are classes.</summary>
    public string ProbabilityLayer => Layers[^1].Name;

    /// <summary>Gets whether the network can be computed in <see cref="ProductPrecision.Fast"/>.</summary>
    public virtual bool HasFastPrecision => false;

    /// <summary>Makes the network ready to compute named layers of many batches, with the weights that it has now.</summary>
    /// <param name="layers">Names out of <see cref="Layers"/>, at least one.</param>
    /// <param name="precision">How the products of convolutions are rounded.</param>
    /// <returns>What computes them.</returns>
    /// <exception cref="ArgumentException">A layer is unknown, or the network has no such precision.</exception>
    public abstract IInference Prepare(IReadOnlyCollection<string> layers, ProductPrecision precision = ProductPrecision.Exact);

    /// <summary>Computes named layers of one batch. For several batches, <see cref="Prepare"/> once.</summary>
    /// <param name="images">Images <c>[n, height, width, channels]</c>, float32, RGB, scaled as the network takes them.</param>
    /// <param name="layers">Names out of <see cref="Layers"/>, at least one.</param>
    /// <returns>The layers by name, each <c>[n, ...]</c>. The values of an image do not depend on the others in the batch.</returns>
    /// <exception cref="ArgumentException">The images have another shape than <see cref="Input"/>, or a layer is unknown.</exception>
    public IReadOnlyDictionary<string, Tensor> Infer(Tensor images, IReadOnlyCollection<string> layers) => Prepare(layers).Run(images);
}
