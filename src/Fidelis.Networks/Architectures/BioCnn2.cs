namespace Fidelis.Networks.Architectures;

/// <summary>
/// BioCNN-2: a VGG block and a ResNet block in turn, three of each, then global average pooling and softmax.
/// </summary>
public sealed class BioCnn2 : IArchitecture
{
    /// <inheritdoc/>
    public string Id => "biocnn-2";

    /// <inheritdoc/>
    public string Summary => "VGG and ResNet blocks in turn; the accurate judge for small images.";

    /// <inheritdoc/>
    public TrainingDefaults Defaults { get; } = new(LearningRate: 0.003, BatchSize: 64, Epochs: 100);

    /// <inheritdoc/>
    public InputShape DefaultInput { get; } = new(64, 64, 3);

    /// <inheritdoc/>
    public LayeredNetwork Create(InputShape input, IReadOnlyList<string> classes, ulong seed)
    {
        NetworkBuilder builder = new(Id, input, smallestSize: 16, classes, seed);
        foreach (int filters in (ReadOnlySpan<int>)[32, 64, 128])
        {
            builder
                .Convolution(filters, kernel: 3).BatchNormalization().Relu()
                .Convolution(filters, kernel: 3).BatchNormalization().Relu()
                .MaxPooling();
            int block = builder.Last;
            builder
                .Convolution(filters, kernel: 3).BatchNormalization().Relu()
                .Convolution(filters, kernel: 3).BatchNormalization()
                .Add(block)
                .Relu("activation");
        }

        return builder.GlobalAveragePooling().Classifier(defaultFeatureLayer: "activation_3");
    }
}
