using System.Text;

namespace Fidelis.Testing;

/// <summary>Writes ONNX files, field by field, that no exporter would write.</summary>
public static class OnnxBytes
{
    private const byte Float32 = 1;
    private const byte Int64 = 7;
    private const byte Truth = 9;

    /// <summary>A loop that no condition ends: <c>image [n, 3, 4, 4] -> image + image + ...</c>.</summary>
    public static byte[] EndlessLoop()
    {
        // GraphProto: 1 node, 2 name, 11 input, 12 output. The condition of a round is that of the last.
        byte[] body = GraphBytes.Message(
            (1, Node("Identity", ["condition"], "same")),
            (1, Node("Add", ["value", "image"], "next")),
            (2, Text("body")),
            (11, Value("round", Int64, [])),
            (11, Value("condition", Truth, [])),
            (11, Value("value", Float32, null)),
            (12, Value("same", Truth, [])),
            (12, Value("next", Float32, null)));

        // AttributeProto: 1 name, 6 g, 20 type, which is 5 for a graph.
        byte[] attribute = [.. GraphBytes.Message((1, Text("body")), (6, body)), 0xA0, 1, 5];
        byte[] loop = [.. Node("Loop", ["", "", "image"], "sum"), .. GraphBytes.Message((5, attribute))];
        byte[] graph = GraphBytes.Message((1, loop), (2, Text("endless")), (11, Value("image", Float32, [-1, 3, 4, 4])), (12, Value("sum", Float32, null)));

        // ModelProto: 1 ir_version, 7 graph, 8 opset_import, whose 2 is the version.
        return [8, 8, .. GraphBytes.Message((7, graph), (8, [16, 17]))];
    }

    private static byte[] Node(string kind, string[] read, string output) =>
        GraphBytes.Message([.. read.Select(input => (1, Text(input))), (2, Text(output)), (4, Text(kind))]);

    /// <summary>Writes the type of a value, and its shape: -1 for an axis that is free, <see langword="null"/> where nothing is said of it.</summary>
    private static byte[] Value(string name, byte type, int[]? shape)
    {
        byte[] axes = GraphBytes.Message([.. (shape ?? []).Select(length => (1, length < 0 ? [] : (byte[])[8, .. GraphBytes.Variable(length)]))]);
        byte[] tensor = [8, type, .. shape is null ? [] : GraphBytes.Message((2, axes))];
        return GraphBytes.Message((1, Text(name)), (2, GraphBytes.Message((1, tensor))));
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);
}
