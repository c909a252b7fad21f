namespace Fidelis.Onnx.Sessions;

/// <summary>What a model file does not say about itself.</summary>
public sealed record OnnxNetworkOptions
{
    /// <summary>Gets the height and width of the images, for models that take any size; a model of one size must agree.</summary>
    public (int Height, int Width)? InputSize { get; init; }

    /// <summary>Gets the names of the classes, in the order of the probabilities; empty names them by their numbers.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>Gets the tensor that features are taken from where the user names none; <see langword="null"/> takes the input of the last dense layer.</summary>
    public string? Features { get; init; }

    /// <summary>Gets the output that holds class probabilities or logits; <see langword="null"/> takes what looks like it.</summary>
    public string? Probabilities { get; init; }

    /// <summary>Gets a value indicating whether the network tells classes apart at all; where it does not, its outputs are features alone.</summary>
    public bool IsClassifier { get; init; } = true;
}
