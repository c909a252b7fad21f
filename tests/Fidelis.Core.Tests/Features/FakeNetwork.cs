using Fidelis.Networks.Architectures;
using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Inference;
using Fidelis.Numerics.Kernels;
using Fidelis.Registry;

namespace Fidelis.Tests.Features;

/// <summary>
/// A network of 4 x 4 pixels whose layers can be computed by hand: <c>map</c> [2, 2, 3] holds the top left pixel of each quadrant,
/// <c>vector</c> [3] the sum of all pixels, <c>probabilities</c> [2] a softmax of red and green.
/// </summary>
internal sealed class FakeNetwork(string protocol = "native", string map = "map") : Network
{
    public override string Architecture => "fake";

    public override InputShape Input { get; } = new(4, 4, 3);

    public override IReadOnlyList<string> Classes => ["dark", "bright"];

    public override IReadOnlyList<LayerDescription> Layers { get; } =
    [
        new(map, "Pick", [2, 2, 3], 0),
        new("vector", "Sum", [3], 7),
        new("probabilities", "Softmax", [2], 0),
    ];

    public override string DefaultFeatureLayer => "vector";

    public override string DefaultProtocol => protocol;

    /// <summary>Gets the sizes of the batches that came.</summary>
    public List<int> Batches { get; } = [];

    /// <summary>Gets how often it was made ready.</summary>
    public int PreparedCount { get; private set; }

    public static RegisteredModel Register(string? layer = null) =>
        new("fake:test", new FakeNetwork(), "abc123", new Dictionary<string, string>(), layer);

    public override IInference Prepare(IReadOnlyCollection<string> layers, ProductPrecision precision = ProductPrecision.Exact)
    {
        PreparedCount++;
        return new Inference(this, layers);
    }

    private Dictionary<string, Tensor> Run(Tensor images, IReadOnlyCollection<string> layers)
    {
        int count = images.Shape[0];
        Assert.Equal([count, 4, 4, 3], images.Shape.ToArray());
        Batches.Add(count);
        Dictionary<string, Tensor> outputs = new()
        {
            [map] = new Tensor(count, 2, 2, 3),
            ["vector"] = new Tensor(count, 3),
            ["probabilities"] = new Tensor(count, 2),
        };
        for (int n = 0; n < count; n++)
        {
            ReadOnlySpan<float> image = images.Data.AsSpan(n * 48, 48);
            for (int position = 0; position < 4; position++)
            {
                image.Slice(((position / 2 * 8) + (position % 2 * 2)) * 3, 3).CopyTo(outputs[map].Data.AsSpan((n * 12) + (position * 3)));
            }

            for (int i = 0; i < 48; i++)
            {
                outputs["vector"].Data[(n * 3) + (i % 3)] += image[i];
            }

            float red = MathF.Exp(image[0]);
            float green = MathF.Exp(image[1]);
            outputs["probabilities"].Data[n * 2] = red / (red + green);
            outputs["probabilities"].Data[(n * 2) + 1] = green / (red + green);
        }

        return outputs.Where(output => layers.Contains(output.Key)).ToDictionary();
    }

    private sealed class Inference(FakeNetwork network, IReadOnlyCollection<string> layers) : IInference
    {
        public IReadOnlyDictionary<string, Tensor> Run(Tensor images, CancellationToken cancellation = default) => network.Run(images, layers);
    }
}
