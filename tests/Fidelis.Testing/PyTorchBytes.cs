using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Fidelis.Testing;

/// <summary>Writes files as <c>torch.save</c> does in the zip format, and such as it never would.</summary>
public static class PyTorchBytes
{
    /// <summary>Saves tensors of float32 as a state dictionary.</summary>
    /// <param name="tensors">Names, shapes and the bytes of the values.</param>
    /// <param name="level">How the values are compressed; PyTorch stores them as they are.</param>
    public static byte[] Of(IReadOnlyList<(string Name, int[] Shape, byte[] Values)> tensors, CompressionLevel level = CompressionLevel.NoCompression) =>
        ZipBytes.Of([("archive/data.pkl", Dictionary(tensors)), .. tensors.Select((tensor, i) => ($"archive/data/{i}", tensor.Values))], level);

    /// <summary>Saves any pickle.</summary>
    public static byte[] Of(byte[] pickle, CompressionLevel level = CompressionLevel.NoCompression) => ZipBytes.Of([("archive/data.pkl", pickle)], level);

    /// <summary>Writes a pickle that asks the system to run a command when it is loaded, by the instruction REDUCE.</summary>
    public static byte[] Running(string command) => [0x80, 2, .. "cos\nsystem\n"u8, .. Text(command), 0x85, (byte)'R', (byte)'.'];

    private static byte[] Dictionary(IReadOnlyList<(string Name, int[] Shape, byte[] Values)> tensors)
    {
        List<byte> pickle = [0x80, 2, (byte)'}', (byte)'('];
        for (int i = 0; i < tensors.Count; i++)
        {
            (string name, int[] shape, byte[] values) = tensors[i];
            int[] strides = [.. shape.Select((_, axis) => shape[(axis + 1)..].Aggregate(1, (product, length) => product * length))];
            pickle.AddRange(
            [
                .. Text(name), .. "ctorch._utils\n_rebuild_tensor_v2\n(("u8, .. Text("storage"), .. "ctorch\nFloatStorage\n"u8,
                .. Text(i.ToString(System.Globalization.CultureInfo.InvariantCulture)), .. Text("cpu"), .. Number(values.Length / sizeof(float)), .. "tQ"u8,
                .. Number(0), .. Tuple(shape), .. Tuple(strides), 0x89, .. "ccollections\nOrderedDict\n)RtR"u8,
            ]);
        }

        return [.. pickle, .. "u."u8];
    }

    private static byte[] Tuple(int[] numbers) => [(byte)'(', .. numbers.SelectMany(Number), (byte)'t'];

    private static byte[] Number(int value)
    {
        byte[] bytes = new byte[5];
        bytes[0] = (byte)'J';
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(1), value);
        return bytes;
    }

    private static byte[] Text(string text)
    {
        byte[] letters = Encoding.UTF8.GetBytes(text);
        byte[] bytes = new byte[5 + letters.Length];
        bytes[0] = (byte)'X';
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(1), letters.Length);
        letters.CopyTo(bytes, 5);
        return bytes;
    }
}
