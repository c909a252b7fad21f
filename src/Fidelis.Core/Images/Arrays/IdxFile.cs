using System.Buffers.Binary;
using Fidelis.Networks.Weights;
using Fidelis.Numerics.Errors;

namespace Fidelis.Images.Arrays;

/// <summary>
/// A file in the format of MNIST (LeCun, Cortes, Burges): two zeros, the type of the elements, the number of axes, the length of each
/// axis as a big-endian 32-bit number, and the elements.
/// </summary>
/// <param name="Shape">The length of each axis.</param>
/// <param name="Elements">Unsigned bytes, last axis fastest.</param>
internal sealed record IdxFile(IReadOnlyList<long> Shape, FileWindow Elements)
{
    private const int UnsignedByte = 8;
    private const int MaximumAxes = 8;

    /// <summary>Tells whether a file starts as this format does.</summary>
    public static bool Recognizes(ReadOnlySpan<byte> start) =>
        start is [0, 0, 8 or 9 or 11 or 12 or 13 or 14, >= 1 and <= MaximumAxes, ..];

    /// <summary>Reads the header.</summary>
    /// <param name="file">The file, which <see cref="Recognizes"/> knows.</param>
    /// <returns>The shape and the elements.</returns>
    /// <exception cref="InputException">The file is damaged, or its elements are no bytes.</exception>
    public static IdxFile Read(FileWindow file)
    {
        byte[] start = file.ReadStart(4 + (4 * MaximumAxes));
        int axes = start[3];
        int headerBytes = 4 + (4 * axes);
        if (start[2] != UnsignedByte)
        {
            throw new InputException($"An IDX file must hold unsigned bytes (type 0x08), but the type of '{file.Name}' is 0x{start[2]:x2}: save other numbers by numpy.save.");
        }

        if (start.Length < headerBytes)
        {
            throw new InputException($"The IDX file '{file.Name}' is damaged: it ends within its header.");
        }

        uint[] shape = [.. Enumerable.Range(0, axes).Select(axis => BinaryPrimitives.ReadUInt32BigEndian(start.AsSpan(4 + (4 * axis))))];
        Int128 needed = 1;
        foreach (uint length in shape)
        {
            // An axis of length 0 does not excuse the others. Eight axes of 32 bits would overflow 128; the file is much smaller.
            needed = needed > file.Length ? needed : needed * Math.Max(length, 1);
        }

        needed = shape.Contains(0u) ? 0 : needed;
        return needed == file.Length - headerBytes
            ? new IdxFile([.. shape.Select(length => (long)length)], file.Slice(headerBytes, (long)needed))
            : throw new InputException($"The IDX file '{file.Name}' is damaged: its shape [{string.Join(", ", shape)}] needs another number of bytes than the {file.Length - headerBytes} that follow its header.");
    }
}
