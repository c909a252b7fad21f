using Fidelis.Numerics.Errors;

namespace Fidelis.Onnx.Native;

/// <summary>Makes what ONNX Runtime says of a failure fit into a sentence.</summary>
internal static class RuntimeMessage
{
    // The place in the runtime's own sources, such as "/onnxruntime_src/core/graph.cc:12 void f(int) ", says nothing to the user of a model.
    private const string SourcePlace = "/onnxruntime_src/";

    /// <summary>Puts a message on one line and leaves places in the runtime's sources out.</summary>
    /// <param name="message">The message.</param>
    /// <returns>What it says of the model, with the name of the node where it has one.</returns>
    public static string Clean(string message)
    {
        string line = string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        for (int start = line.IndexOf(SourcePlace, StringComparison.Ordinal); start >= 0; start = line.IndexOf(SourcePlace, start, StringComparison.Ordinal))
        {
            int end = EndOfSignature(line, start);
            line = string.Concat(line.AsSpan(0, start), line.AsSpan(end).TrimStart());
        }

        return Printable.Of(line);
    }

    /// <summary>Finds where the parameters of the function end that is named behind a place.</summary>
    private static int EndOfSignature(string line, int start)
    {
        int depth = 0;
        for (int i = start; i < line.Length; i++)
        {
            depth += line[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0 && line[i] == ')')
            {
                return i + 1;
            }
        }

        // A place without a function: up to the next space.
        int space = line.IndexOf(' ', start);
        return space < 0 ? line.Length : space;
    }
}
