using Fidelis.Networks.Architectures;
using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Inference;
using Fidelis.Numerics.Kernels;
using Fidelis.Registry;

namespace Fidelis.Tests.Sensitivity;

/// <summary>
/// A network of 4 x 4 pixels whose layers are the first pixel times 16, 4 and 1, from the input to the output: powers of two, so that nothing rounds, and a
/// squared distance is 256, 16 and 1 times that of the last.
/// </summary>
internal sealed class ScaledNetwork : Network
{
    private static readonly (string Name, float Factor)[] Scales = [("near", 16), ("middle", 4), ("far", 1)];

    public override string Architecture => "scaled";

    public override InputShape Input { get; } = new(4, 4, 3);

    public override IReadOnlyList<string> Classes => [];

    public override IReadOnlyList<LayerDescription> Layers { get; } = [.. Scales.Select((scale, i) => new LayerDescription(scale.Name, "Scale", [3], 0) { Depth = i + 1 })];

    public override string DefaultFeatureLayer => "far";

    public static RegisteredModel Register(string? layer = null) => new("scaled:test", new ScaledNetwork(), "abc123", new Dictionary<string, string>(), layer);

    public override IInference Prepare(IReadOnlyCollection<string> layers, ProductPrecision precision = ProductPrecision.Exact) => new Inference();

    private sealed class Inference : IInference
    {
        public IReadOnlyDictionary<string, Tensor> Run(Tensor images, CancellationToken cancellation = default)
        {
            int count = images.Shape[0];
            return Scales.ToDictionary(scale => scale.Name, scale =>
            {
                Tensor layer = new(count, 3);
                for (int i = 0; i < layer.Length; i++)
                {
                    layer.Data[i] = scale.Factor * images.Data[(i / 3 * 48) + (i % 3)];
                }

                return layer;
            });
        }
    }
}
