namespace Fidelis.Networks.Weights.PyTorch;

/// <summary>A tensor as a view of a storage.</summary>
/// <param name="Name">Its key in the dictionary of tensors.</param>
/// <param name="Storage">The name of the storage.</param>
/// <param name="Type">What the elements of the storage are.</param>
/// <param name="StorageLength">The elements that the storage must hold.</param>
/// <param name="Offset">The place of the first element in the storage.</param>
/// <param name="Shape">The length of each axis.</param>
/// <param name="Strides">The elements of the storage from one index to the next, for each axis.</param>
internal sealed record StoredTensor(
    string Name, string Storage, ElementType Type, long StorageLength, long Offset, IReadOnlyList<int> Shape, IReadOnlyList<long> Strides)
{
    /// <summary>Gets the number of elements.</summary>
    public long Count { get; } = Shape.Aggregate(1L, (count, length) => count * length);

    /// <summary>Gets whether the storage holds the values of this tensor as they are, and no others.</summary>
    public bool IsWholeStorage
    {
        get
        {
            long step = 1;
            for (int axis = Shape.Count - 1; axis >= 0; axis--)
            {
                if (Shape[axis] > 1 && Strides[axis] != step)
                {
                    return false;
                }

                step *= Shape[axis];
            }

            return Type == ElementType.Float32 && Offset == 0 && Count == StorageLength;
        }
    }

    /// <summary>Gets the bytes of the storage.</summary>
    public long StorageBytes => StorageLength * Type.Bytes;

    /// <summary>Reads the values in row-major order.</summary>
    /// <param name="storage">The whole storage.</param>
    /// <returns>The tensor.</returns>
    public NamedTensor Read(ReadOnlySpan<byte> storage)
    {
        float[] values = new float[Count];
        int[] index = new int[Shape.Count];
        long place = Offset;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Type.Read(storage[(int)(place * Type.Bytes)..]);
            for (int axis = index.Length - 1; axis >= 0; axis--)
            {
                place += Strides[axis];
                if (++index[axis] < Shape[axis])
                {
                    break;
                }

                place -= Strides[axis] * Shape[axis];
                index[axis] = 0;
            }
        }

        return new NamedTensor(Name, Shape, values);
    }
}
