namespace Fidelis.Networks.Architectures;

/// <summary>
/// BioCNN-1: four blocks of convolution with stride 2, batch normalisation and LeakyReLU, then global average pooling, dropout and softmax.
/// </summary>
public sealed class BioCnn1 : IArchitecture
{
    /// <inheritdoc/>
    public string Id => "biocnn-1";

    /// <inheritdoc/>
    public string Summary => "Four strided convolutions with batch normalisation and LeakyReLU; the fast judge for small images.";

    /// <inheritdoc/>
    public TrainingDefaults Defaults { get; } = new(LearningRate: 0.003, BatchSize: 128, Epochs: 40);

    /// <inheritdoc/>
    public InputShape DefaultInput { get; } = new(64, 64, 3);

    /// <inheritdoc/>
    public LayeredNetwork Create(InputShape input, IReadOnlyList<string> classes, ulong seed) => Create(input, classes, seed, dropout: 0.5);

    internal LayeredNetwork Create(InputShape input, IReadOnlyList<string> classes, ulong seed, double dropout)
    {
        NetworkBuilder builder = new(Id, input, smallestSize: 16, classes, seed);
        foreach (int filters in (ReadOnlySpan<int>)[32, 64, 128, 256])
        {
            builder.Convolution(filters, kernel: 3, stride: 2).BatchNormalization().LeakyRelu(0.3f);
        }

        return builder.GlobalAveragePooling().Dropout(dropout).Classifier(defaultFeatureLayer: "leaky_re_lu_4");
    }
}
