using Fidelis.Networks.Weights.Protobuf;
using Fidelis.Onnx.Model;

namespace Fidelis.Onnx.Tests.Backend;

/// <summary>A test that ONNX brings for whoever runs its operators: a model, what it is given, and what it must answer.</summary>
internal sealed class BackendCase
{
    private const string Folder = "/usr/share/libonnx-testdata/data";

    private BackendCase(OnnxModel model, IReadOnlyDictionary<string, BackendTensor> tensors, IReadOnlyDictionary<string, float> numbers, BackendTensor output)
    {
        Model = model;
        Node = model.Graph.Nodes[0];
        Inputs = [.. Node.Inputs.Select(name => tensors[name])];
        Numbers = numbers;
        Output = output;
    }

    /// <summary>Gets the model. Only its first input is to be given; the others became constants.</summary>
    public OnnxModel Model { get; }

    /// <summary>Gets the operation that is tested.</summary>
    public OnnxNode Node { get; }

    /// <summary>Gets what the operation reads.</summary>
    public IReadOnlyList<BackendTensor> Inputs { get; }

    /// <summary>Gets the attributes of the operation that are floating-point numbers.</summary>
    public IReadOnlyDictionary<string, float> Numbers { get; }

    /// <summary>Gets the first output.</summary>
    public BackendTensor Output { get; }

    /// <summary>Finds the tests, or skips the one that asks.</summary>
    /// <returns>Suite and name of each, such as <c>node/test_relu</c>, and its folder.</returns>
    public static IReadOnlyDictionary<string, string> FindAll()
    {
        Assert.SkipUnless(Directory.Exists(Folder), "Debian's libonnx-testdata is not installed.");
        string[] suites = ["node", "simple", "pytorch-converted", "pytorch-operator"];
        return suites
            .SelectMany(suite => Directory.GetDirectories(Path.Combine(Folder, suite)))
            .ToDictionary(folder => Path.GetRelativePath(Folder, folder));
    }

    /// <summary>Reads a test, or skips the one that asks.</summary>
    /// <param name="name">Suite and name.</param>
    public static BackendCase Load(string name)
    {
        string folder = FindAll()[name];
        OnnxModel whole = OnnxModel.Load(ModelPath(folder));
        string data = Path.Combine(folder, "test_data_set_0");
        BackendTensor[] given = [.. whole.Graph.Inputs.Select((_, i) => Read(Path.Combine(data, $"input_{i}.pb")))];
        Dictionary<string, BackendTensor> tensors = [];
        Dictionary<string, float> numbers = [];
        Collect(whole, tensors, numbers);
        ProtobufWriter constants = new();
        for (int i = 0; i < given.Length; i++)
        {
            string input = whole.Graph.Inputs[i].Name;
            tensors[input] = given[i];
            if (i > 0)
            {
                // GraphProto: 5 initializer. TensorProto: 8 name, of which the last one counts.
                ProtobufWriter title = new();
                title.Write(8, input);
                constants.Write(5, [.. given[i].Message, .. title.Written]);
            }
        }

        return new BackendCase(OnnxModel.Parse(AddToGraph(whole, constants), name, folder: null), tensors, numbers, Read(Path.Combine(data, "output_0.pb")));
    }

    /// <summary>Gets the file of a test's model.</summary>
    public static string ModelPath(string folder) => Path.Combine(folder, "model.onnx");

    private static BackendTensor Read(string path) => BackendTensor.Parse(File.ReadAllBytes(path), path);

    /// <summary>Writes a model with more in its graph.</summary>
    private static byte[] AddToGraph(OnnxModel model, ProtobufWriter fields)
    {
        ProtobufWriter written = new();
        ProtobufReader whole = new(model.Content.Span, model.Name);
        while (whole.Next())
        {
            if (!whole.IsContent)
            {
                written.Write(whole.Field, (long)whole.Number);
                continue;
            }

            // ModelProto: 7 graph.
            ReadOnlySpan<byte> more = whole.Field == 7 ? fields.Written : [];
            written.Write(whole.Field, [.. whole.Content, .. more]);
        }

        return written.Written.ToArray();
    }

    private static void Collect(OnnxModel model, Dictionary<string, BackendTensor> tensors, Dictionary<string, float> numbers)
    {
        ProtobufReader whole = new(model.Content.Span, model.Name);
        while (whole.Next())
        {
            if (whole.Field != 7)
            {
                continue;
            }

            // GraphProto: 1 node, 5 initializer.
            ProtobufReader graph = whole.Message;
            while (graph.Next())
            {
                if (graph.Field == 1)
                {
                    CollectNumbers(graph.Message, numbers);
                }
                else if (graph.Field == 5)
                {
                    BackendTensor constant = BackendTensor.Parse(graph.Content, model.Name);
                    tensors[constant.Name] = constant;
                }
            }
        }
    }

    private static void CollectNumbers(ProtobufReader node, Dictionary<string, float> numbers)
    {
        while (node.Next())
        {
            if (node.Field != 5)
            {
                continue;
            }

            // NodeProto: 5 attribute. AttributeProto: 1 name, 2 f.
            ProtobufReader attribute = node.Message;
            string name = "";
            while (attribute.Next())
            {
                if (attribute.Field == 1)
                {
                    name = attribute.Text;
                }
                else if (attribute.Field == 2)
                {
                    numbers[name] = BitConverter.UInt32BitsToSingle((uint)attribute.Number);
                }
            }
        }
    }
}
