namespace Fidelis.Networks.Architectures;

/// <summary>
/// A small residual network: a strided convolution, three stages of two blocks with 32, 64 and 128 filters at half, a quarter and an eighth
/// of the image, then global average pooling and softmax.
/// </summary>
/// <remarks>
/// <para>
/// Within a block: Conv 3x3 - BatchNorm - ReLU - Conv 3x3 - BatchNorm, to which the block's input is added, then ReLU (K. He, X. Zhang,
/// S. Ren and J. Sun, Deep Residual Learning for Image Recognition, CVPR 2016). Stages are joined by a strided Conv 3x3 - BatchNorm - ReLU.
/// Running statistics take a tenth of each batch, as is usual, so that they are true after the first epoch; with BioCNN's hundredth, the
/// validation scores of the first epochs of a short training are worth nothing.
/// </para>
/// <para>
/// At 64 x 64 it takes 124 million multiplications for an image, BioCNN-2 takes 211 million, with 0.87 and 0.68 million
/// parameters: what BioCNN-2 spends on images of full size is left out.
/// </para>
/// </remarks>
public sealed class ResNetS : IArchitecture
{
    private const int BlocksOfStage = 2;
    private const double BatchShare = 0.1;

    /// <inheritdoc/>
    public string Id => "resnet-s";

    /// <inheritdoc/>
    public string Summary => "Six residual blocks at half the size of the image and below; as accurate as biocnn-2 at less than its cost.";

    /// <inheritdoc/>
    public TrainingDefaults Defaults { get; } = new(LearningRate: 0.003, BatchSize: 64, Epochs: 60);

    /// <inheritdoc/>
    public InputShape DefaultInput { get; } = new(64, 64, 3);

    /// <inheritdoc/>
    public LayeredNetwork Create(InputShape input, IReadOnlyList<string> classes, ulong seed)
    {
        NetworkBuilder builder = new(Id, input, smallestSize: 16, classes, seed);
        foreach (int filters in (ReadOnlySpan<int>)[32, 64, 128])
        {
            builder.Convolution(filters, kernel: 3, stride: 2).BatchNormalization(BatchShare).Relu();
            for (int i = 0; i < BlocksOfStage; i++)
            {
                int block = builder.Last;
                builder
                    .Convolution(filters, kernel: 3).BatchNormalization(BatchShare).Relu()
                    .Convolution(filters, kernel: 3).BatchNormalization(BatchShare)
                    .Add(block)
                    .Relu("activation");
            }
        }

        return builder.GlobalAveragePooling().Classifier(defaultFeatureLayer: "activation_6");
    }
}
