namespace Fidelis.Features;

/// <summary>Turns one layer of one image into its feature vector.</summary>
internal sealed class LayerPooling
{
    private readonly int positions;
    private readonly int channels;
    private readonly Pooling pooling;
    private readonly double[] sums;

    /// <summary>Prepares for a layer of the shape <c>[height, width, channels]</c>, <c>[positions, features]</c> or <c>[features]</c>.</summary>
    public LayerPooling(IReadOnlyList<int> shape, Pooling pooling)
    {
        channels = shape[^1];
        positions = shape.Take(shape.Count - 1).Aggregate(1, (product, size) => checked(product * size));
        IsMap = shape.Count > 1;
        this.pooling = pooling;
        FeatureCount = IsMap && pooling == Pooling.Flatten ? checked(positions * channels) : channels;
        sums = new double[channels];
    }

    /// <summary>Gets whether the layer has rows and columns, so that the rule matters.</summary>
    public bool IsMap { get; }

    /// <summary>Gets the length of the feature vector.</summary>
    public int FeatureCount { get; }

    /// <summary>Gets the rule as the command line and the protocol name it; <c>none</c> where the layer is a vector.</summary>
    public string Id => !IsMap ? "none" : pooling switch
    {
        Pooling.Average => "avg",
        Pooling.Maximum => "max",
        _ => "flatten",
    };

    /// <summary>Pools the values of one image.</summary>
    public void Apply(ReadOnlySpan<float> layer, Span<float> features)
    {
        if (!IsMap || pooling == Pooling.Flatten)
        {
            layer.CopyTo(features);
        }
        else if (pooling == Pooling.Average)
        {
            sums.AsSpan().Clear();
            for (int i = 0; i < positions; i++)
            {
                ReadOnlySpan<float> values = layer.Slice(i * channels, channels);
                for (int c = 0; c < channels; c++)
                {
                    sums[c] += values[c];
                }
            }

            for (int c = 0; c < channels; c++)
            {
                features[c] = (float)(sums[c] / positions);
            }
        }
        else
        {
            layer[..channels].CopyTo(features);
            for (int i = 1; i < positions; i++)
            {
                ReadOnlySpan<float> values = layer.Slice(i * channels, channels);
                for (int c = 0; c < channels; c++)
                {
                    features[c] = Math.Max(features[c], values[c]);
                }
            }
        }
    }
}
