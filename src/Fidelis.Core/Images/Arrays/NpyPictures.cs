using Fidelis.Networks.Weights;
using Fidelis.Networks.Weights.Npz;
using Fidelis.Numerics.Errors;

namespace Fidelis.Images.Arrays;

/// <summary>Pictures in one NumPy array, as <c>numpy.save</c> writes it.</summary>
internal static class NpyPictures
{
    /// <summary>Tells whether a file starts as an array does.</summary>
    public static bool Recognizes(ReadOnlySpan<byte> start) => start.StartsWith((ReadOnlySpan<byte>)[0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y']);

    /// <summary>Finds the pictures.</summary>
    /// <param name="file">Header and elements.</param>
    /// <param name="name">The array, for messages.</param>
    /// <param name="options">Limits.</param>
    /// <returns>The pictures.</returns>
    /// <exception cref="InputException">The array is damaged, or is no array of pictures.</exception>
    public static PictureArray Open(FileWindow file, string name, SourceOptions options)
    {
        using Stream stream = file.OpenStream();
        NpyHeader header = NpyHeader.Read(stream, name, out int headerBytes);
        if (header.DataBytes != file.Length - headerBytes)
        {
            throw new InputException(
                $"The array {name} is damaged: its shape [{string.Join(", ", header.Shape)}] of {header.DataType} needs {header.DataBytes} bytes, but there are {file.Length - headerBytes}.");
        }

        if ((header.DataType.Kind, header.DataType.Size) is not (('u', 1 or 2) or ('f', 2 or 4 or 8)))
        {
            throw new InputException($"Pictures must be uint8, uint16 or floating-point numbers, but the elements of {name} are {header.DataType}: convert them by astype in NumPy.");
        }

        ArrayLayout layout = ArrayLayout.Of(header.Shape, name);
        FileWindow elements = file.Slice(headerBytes, header.DataBytes);
        return new PictureArray(
            header.IsFortranOrder ? ToRowMajor(elements, header, options) : elements, layout, header.DataType);
    }

    /// <summary>
    /// Writes an array whose first axis runs fastest into a temporary file in which the last one does: each picture is spread over the
    /// whole file otherwise. Takes the memory of the array.
    /// </summary>
    private static FileWindow ToRowMajor(FileWindow elements, NpyHeader header, SourceOptions options)
    {
        byte[] columns = BoundedFile.ReadAll(elements, options);
        int size = header.DataType.Size;
        int count = (int)header.Shape[0];
        int[] lengths = [.. header.Shape.Skip(1).Select(length => (int)length)];
        int samples = lengths.Aggregate(1, (product, length) => product * length);

        // From the place of a number in its picture, last axis fastest, to its place in the file, first axis fastest.
        long[] places = new long[samples];
        for (int i = 0; i < samples; i++)
        {
            int rest = i;
            long place = 0;
            for (int axis = lengths.Length - 1; axis >= 0; axis--)
            {
                long stride = lengths[..axis].Aggregate((long)count, (product, length) => product * length);
                place += rest % lengths[axis] * stride;
                rest /= lengths[axis];
            }

            places[i] = place;
        }

        return TemporaryCopy.Write(elements.Name, (destination, offset) =>
        {
            byte[] picture = new byte[samples * size];
            for (int n = 0; n < count; n++)
            {
                for (int i = 0; i < samples; i++)
                {
                    columns.AsSpan((int)((places[i] + n) * size), size).CopyTo(picture.AsSpan(i * size));
                }

                RandomAccess.Write(destination, picture, offset + ((long)n * picture.Length));
            }
        });
    }
}
