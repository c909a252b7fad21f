using Fidelis.Networks.Architectures;
using Fidelis.Networks.Layers;
using Fidelis.Networks.Weights;
using Fidelis.Networks.Weights.Inception;
using Fidelis.Networks.Weights.Npz;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.Randomness;
using Fidelis.Testing;

namespace Fidelis.Networks.Tests.Weights.Inception;

/// <summary>The whole network through files of a hundred megabytes.</summary>
public sealed class InceptionFileTests : IDisposable
{
    private static readonly LayeredNetwork Network = Drawn();

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Load_AnyForm_GivesTheSameWeightsAndHash()
    {
        NamedTensor[] ported = [.. ParameterValues.Of(Network.Parameters).Select(tensor => tensor with { Name = tensor.Name.Replace("running_variance", "running_var", StringComparison.Ordinal) })];
        string path = Path.Combine(folder.Path, "weights");
        foreach (Action write in new Action[]
        {
            () => ModelFile.Save(path, Network, new Dictionary<string, string>()),
            () => new SafetensorsFile(new Dictionary<string, string> { ["format"] = "pt" }, ported).Write(path),
            () => NpzWriter.Write(path, file => Array.ForEach(ported, tensor => file.Add(tensor.Name, NpyArray.From(tensor.Values, [.. tensor.Shape.Select(length => (long)length)])))),
            () => File.WriteAllBytes(path, GraphBytes.Of(Network.Parameters.Select(Node))),
        })
        {
            write();
            LoadedModel loaded = ModelFile.Load(path);

            Assert.Equal(InceptionV3.Id, loaded.Network.Architecture);
            Assert.Equal(ModelFile.HashOf(Network), loaded.WeightsHash);
            Assert.All(Network.Parameters.Zip(loaded.Network.Parameters), pair => Assert.True(pair.First.Value.Data.AsSpan().SequenceEqual(pair.Second.Value.Data), pair.First.Name));
        }
    }

    [Fact]
    public void Load_WeightsThatDoNotFit_SaysWhatTheyLookLike()
    {
        NamedTensor[] few = [new("fc.weight", [1000, 2048], new float[2_048_000]), new("fc.bias", [1008], [.. Enumerable.Repeat(float.NaN, 1008)])];
        string path = Path.Combine(folder.Path, "weights.safetensors");
        new SafetensorsFile(new Dictionary<string, string>(), few).Write(path);

        string message = Assert.Throws<InputException>(() => ModelFile.Load(path)).Message;

        Assert.Contains("must be those of inception-v3, but Conv2d_1a_3x3.conv.weight, Conv2d_1a_3x3.bn.weight, ", message, StringComparison.Ordinal);
        Assert.Contains(" and 462 others are missing; fc.weight is [1000, 2048] instead of [1008, 2048]; fc.bias holds values that are not finite.", message, StringComparison.Ordinal);
        Assert.Contains("look like torchvision's", message, StringComparison.Ordinal);
    }

    private static LayeredNetwork Drawn()
    {
        LayeredNetwork network = InceptionV3.Create();
        Xoshiro256 random = new(6);
        foreach (Parameter parameter in network.Parameters)
        {
            for (int i = 0; i < parameter.Value.Length; i++)
            {
                parameter.Value.Data[i] = (float)random.NextDouble();
            }
        }

        return network;
    }

    /// <summary>A parameter as the graph holds it: [height, width, in, out] or [in, out].</summary>
    private static byte[] Node(Parameter parameter)
    {
        int[] shape = parameter.Value.Shape.ToArray();
        if (shape.Length == 1)
        {
            return GraphBytes.Constant(InceptionTensors.GraphName(parameter.Name), shape, parameter.Value.Data);
        }

        float[] values = new float[parameter.Value.Length];
        int places = shape.Skip(2).Aggregate(1, (product, length) => product * length);
        for (int i = 0; i < values.Length; i++)
        {
            (int output, int input, int place) = (i / places / shape[1], i / places % shape[1], i % places);
            values[(((place * shape[1]) + input) * shape[0]) + output] = parameter.Value.Data[i];
        }

        return GraphBytes.Constant(InceptionTensors.GraphName(parameter.Name), [.. shape.Skip(2), shape[1], shape[0]], values);
    }
}
