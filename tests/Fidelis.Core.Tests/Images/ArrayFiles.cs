using System.Buffers.Binary;
using Fidelis.Networks.Weights.Npz;

namespace Fidelis.Tests.Images;

/// <summary>Writes the files of plain numbers that pictures come in.</summary>
internal static class ArrayFiles
{
    /// <summary>Writes an IDX file of unsigned bytes.</summary>
    public static byte[] Idx(byte[] elements, params int[] shape)
    {
        byte[] file = new byte[4 + (4 * shape.Length) + elements.Length];
        (file[2], file[3]) = (8, (byte)shape.Length);
        for (int axis = 0; axis < shape.Length; axis++)
        {
            BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(4 + (4 * axis)), shape[axis]);
        }

        elements.CopyTo(file, 4 + (4 * shape.Length));
        return file;
    }

    /// <summary>Writes a <c>.npy</c> file of unsigned bytes.</summary>
    public static byte[] Npy(byte[] elements, params long[] shape) => Npy("|u1", elements, shape);

    /// <summary>Writes a <c>.npy</c> file.</summary>
    public static byte[] Npy(string type, byte[] elements, params long[] shape)
    {
        using MemoryStream stream = new();
        new NpyHeader(NpyDataType.Parse(type, "test"), IsFortranOrder: false, shape).Write(stream);
        stream.Write(elements);
        return stream.ToArray();
    }

    /// <summary>Writes records of CIFAR: labels, and pixels <c>[3, 32, 32]</c>.</summary>
    public static byte[] Cifar(params (byte[] Labels, byte[] Planes)[] records) => [.. records.SelectMany(record => record.Labels.Concat(record.Planes))];

    /// <summary>Turns pixels HWC into planes CHW.</summary>
    public static byte[] Planes(byte[] pixels, int channels = 3) =>
        [.. Enumerable.Range(0, pixels.Length).Select(i => pixels[(i % (pixels.Length / channels) * channels) + (i / (pixels.Length / channels))])];

    /// <summary>Makes bytes of noise.</summary>
    public static byte[] Noise(int count, int seed)
    {
        byte[] bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
