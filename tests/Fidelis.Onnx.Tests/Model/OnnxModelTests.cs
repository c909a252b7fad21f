using Fidelis.Networks.Weights.Protobuf;
using Fidelis.Numerics.Errors;
using Fidelis.Onnx.Export;
using Fidelis.Onnx.Model;
using Fidelis.Onnx.Sessions;
using Fidelis.Testing;

namespace Fidelis.Onnx.Tests.Model;

public sealed class OnnxModelTests
{
    [Fact]
    public void Parse_WrittenModel_GivesItsParts()
    {
        OnnxModel model = SmallModels.Parse(SmallModels.Classifier());

        Assert.Equal("image", Assert.Single(model.Graph.Inputs).Name);
        Assert.Equal([-1, 3, 4, 4], model.Graph.Inputs[0].Shape);
        Assert.Equal(["GlobalAveragePool", "Flatten", "Gemm", "Softmax"], model.Graph.Nodes.Select(node => node.Operator));
        Assert.Equal(9, model.Graph.Constants["weights"].Count);
        Assert.Equal([1L], model.Graph.Nodes[3].Integers["axis"]);
        Assert.Equal("17", model.Metadata["opset"]);
    }

    [Fact]
    public void Parse_NodesOutOfOrder_AreSorted()
    {
        OnnxGraphWriter graph = new("small");
        graph.Input("image", OnnxElementType.Float32, -1, 3);
        graph.Node("Relu", "second", ["first"]);
        graph.Node("Neg", "first", ["image"]);
        graph.Output("second", -1, 3);

        Assert.Equal(["Neg", "Relu"], SmallModels.Parse(graph.ToBytes()).Graph.Nodes.Select(node => node.Operator));
    }

    [Fact]
    public void Parse_NodesThatWaitForEachOther_AreRefused()
    {
        OnnxGraphWriter graph = new("small");
        graph.Input("image", OnnxElementType.Float32, -1, 3);
        graph.Node("Add", "first", ["image", "second"]);
        graph.Node("Neg", "second", ["first"]);
        graph.Output("second", -1, 3);

        Assert.Contains("waits for its own result", Refusal(graph.ToBytes()), StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_TensorThatNothingComputes_IsRefused()
    {
        OnnxGraphWriter graph = new("small");
        graph.Input("image", OnnxElementType.Float32, -1, 3);
        graph.Node("Add", "sum", ["image", "nothing"]);
        graph.Output("sum", -1, 3);

        Assert.Contains("reads 'nothing', which nothing computes", Refusal(graph.ToBytes()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1L << 29)]
    [InlineData(long.MaxValue)]
    [InlineData(-5L)]
    public void Parse_ConstantThatClaimsMoreThanItHolds_IsRefused(long claimed)
    {
        OnnxGraphWriter graph = new("small");
        graph.Input("image", OnnxElementType.Float32, -1, 3);
        graph.Constant("weights", [1f, 2f, 3f], claimed, claimed);
        graph.Node("Add", "sum", ["image", "weights"]);
        graph.Output("sum", -1, 3);

        Assert.Contains("'weights'", Refusal(graph.ToBytes()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../secret.bin")]
    [InlineData("/etc/passwd")]
    [InlineData("weights/../../secret.bin")]
    [InlineData("..\\secret.bin")]
    [InlineData("C:\\secret.bin")]
    [InlineData("")]
    public void Load_ExternalDataOutsideTheFolder_IsRefused(string location)
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("models/hostile.onnx", WithExternalData(location));
        folder.Write("secret.bin", new byte[64]);

        InputException refusal = Assert.Throws<InputException>(() => OnnxModel.Load(path));

        Assert.Contains("must lie in its folder", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_ExternalDataThatIsMissingOrShort_IsRefused()
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("model.onnx", WithExternalData("weights.bin"));

        Assert.Contains("there is no such file", Assert.Throws<InputException>(() => OnnxModel.Load(path)).Message, StringComparison.Ordinal);
        folder.Write("weights.bin", new byte[11]);
        Assert.Contains("ends before them", Assert.Throws<InputException>(() => OnnxModel.Load(path)).Message, StringComparison.Ordinal);
        folder.Write("weights.bin", new byte[12]);
        Assert.Equal(["weights.bin"], OnnxModel.Load(path).ExternalFiles);
    }

    [Fact]
    public void Load_LinkToAFileOutsideTheFolder_IsRefused()
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("models/hostile.onnx", WithExternalData("weights.bin"));
        string secret = folder.Write("secret.bin", new byte[64]);
        File.CreateSymbolicLink(Path.Combine(folder.Path, "models", "weights.bin"), secret);

        Assert.Throws<InputException>(() => OnnxModel.Load(path));
    }

    [Fact]
    public void Load_LinkToAFileInTheFolder_HasTheLengthOfTheFile()
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("model.onnx", WithExternalData("weights.bin"));
        File.CreateSymbolicLink(Path.Combine(folder.Path, "weights.bin"), "w");

        folder.Write("w", []);
        Assert.Contains("that is empty", Assert.Throws<InputException>(() => OnnxModel.Load(path)).Message, StringComparison.Ordinal);
        folder.Write("w", new byte[12]);
        Assert.Equal(["weights.bin"], OnnxModel.Load(path).ExternalFiles);
    }

    [Fact]
    public void Load_MissingFile_IsRefused() => Assert.Throws<InputException>(() => OnnxModel.Load("/nowhere/model.onnx"));

    [Fact]
    public void Parse_DamagedFiles_AreRefusedOrRead()
    {
        using TemporaryFolder folder = new();
        folder.Write("weights.bin", new byte[12]);
        byte[] model = SmallModels.Classifier();

        Mutations.Try<InputException>([model, WithExternalData("weights.bin")], Parse, attempts: 3000, seed: 11);
        Mutations.TruncateEverywhere<InputException>(model, Parse);

        void Parse(byte[] bytes) => OnnxModel.Parse(bytes, "small.onnx", folder.Path);
    }

    [Fact]
    public void Session_DamagedFiles_AreRefusedOrRun() =>
        Mutations.Try<InputException>(
            [SmallModels.Classifier()],
            bytes =>
            {
                OnnxModel model = SmallModels.Parse(bytes);
                using OnnxSession session = new(model, [.. model.Graph.Outputs.Select(output => output.Name)], threads: 1);
                if (model.Graph.Inputs[0].Type == OnnxElementType.Float32)
                {
                    using OnnxResults results = session.Run<float>(new float[48], [1, 3, 4, 4], TestContext.Current.CancellationToken);
                }
            },
            attempts: 1000,
            seed: 12);

    [Fact]
    public void Parse_GraphsWithinGraphs_AreRefusedBeforeTheStackEnds()
    {
        ProtobufWriter graph = new();
        for (int depth = 0; depth < 5000; depth++)
        {
            ProtobufWriter attribute = new();
            attribute.Write(6, graph);
            ProtobufWriter node = new();
            node.Write(5, attribute);
            graph = new ProtobufWriter();
            graph.Write(1, node);
        }

        ProtobufWriter model = new();
        model.Write(7, graph);

        Assert.Contains("lie within each other", Refusal(model.Written.ToArray()), StringComparison.Ordinal);
    }

    private static string Refusal(byte[] bytes) => Assert.Throws<InputException>(() => SmallModels.Parse(bytes)).Message;

    private static byte[] WithExternalData(string location)
    {
        // TensorProto: 1 dims, 2 data_type, 8 name, 13 external_data, 14 data_location.
        ProtobufWriter place = new();
        place.Write(1, "location");
        place.Write(2, location);
        ProtobufWriter tensor = new();
        tensor.Write(1, 3L);
        tensor.Write(2, (long)OnnxElementType.Float32);
        tensor.Write(8, "weights");
        tensor.Write(13, place);
        tensor.Write(14, 1L);
        OnnxGraphWriter graph = new("small");
        graph.Input("image", OnnxElementType.Float32, -1, 3);
        graph.Node("Add", "sum", ["image", "weights"]);
        graph.Output("sum", -1, 3);
        ProtobufWriter constants = new();
        constants.Write(5, tensor);
        ProtobufWriter model = new();
        model.Append(Rewrite(graph.ToBytes(), constants));
        return model.Written.ToArray();
    }

    /// <summary>Adds fields to the graph of a model.</summary>
    private static ProtobufWriter Rewrite(byte[] model, ProtobufWriter fields)
    {
        ProtobufWriter rewritten = new();
        ProtobufReader reader = new(model, "model");
        while (reader.Next())
        {
            if (reader.Field == 7)
            {
                ProtobufWriter graph = new();
                graph.Append(fields);
                ProtobufReader parts = reader.Message;
                while (parts.Next())
                {
                    graph.Write(parts.Field, parts.Content);
                }

                rewritten.Write(7, graph);
            }
            else if (reader.IsContent)
            {
                rewritten.Write(reader.Field, reader.Content);
            }
            else
            {
                rewritten.Write(reader.Field, (long)reader.Number);
            }
        }

        return rewritten;
    }
}
