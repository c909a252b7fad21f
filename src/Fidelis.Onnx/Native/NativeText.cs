using System.Runtime.InteropServices;
using System.Text;

namespace Fidelis.Onnx.Native;

/// <summary>Writes texts as C functions read them, and reads theirs.</summary>
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

    /// <summary>Reads UTF-8 up to the zero at its end.</summary>
    /// <param name="text">The address of the first byte, or 0.</param>
    /// <returns>The text, or <see langword="null"/> where there is none.</returns>
    public static string? Read(nint text) => Marshal.PtrToStringUTF8(text);
}
