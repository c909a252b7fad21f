using System.Text;

namespace Fidelis.Onnx.Native;

/// <summary>Writes texts as C functions read them.</summary>
internal static class NativeText
{
    /// <summary>Writes a text as UTF-8 with a zero at its end.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The bytes.</returns>
    public static byte[] Of(string text)
    {
        byte[] bytes = new byte[Encoding.UTF8.GetByteCount(text) + 1];
        Encoding.UTF8.GetBytes(text, bytes);
        return bytes;
    }
}
