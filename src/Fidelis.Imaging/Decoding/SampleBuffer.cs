namespace Fidelis.Imaging.Decoding;

/// <summary>Allocates room for pixels, or says that they are too many for one array.</summary>
internal static class SampleBuffer
{
    /// <summary>Allocates room that the caller fills completely.</summary>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="pixelBytes">The bytes of a pixel.</param>
    /// <param name="path">The name of the file, for messages.</param>
    /// <returns>Bytes of any content.</returns>
    /// <exception cref="InvalidImageException">An array cannot be that long.</exception>
    public static byte[] Allocate(int width, int height, int pixelBytes, string path) =>
        GC.AllocateUninitializedArray<byte>(RequireLength((long)width * height * pixelBytes, width, height, path));

    /// <summary>Refuses what an array cannot hold.</summary>
    /// <param name="lengthBytes">The bytes that are needed.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="path">The name of the file, for messages.</param>
    /// <returns>The same number.</returns>
    /// <exception cref="InvalidImageException">An array cannot be that long.</exception>
    public static int RequireLength(long lengthBytes, int width, int height, string path) => lengthBytes <= Array.MaxLength
        ? (int)lengthBytes
        : throw new InvalidImageException(path, $"has {width} x {height} pixels, whose {lengthBytes} bytes exceed the {Array.MaxLength} of one array; cut it into tiles");
}
