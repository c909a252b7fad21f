using System.Buffers.Binary;

namespace Fidelis.Networks.Weights.PyTorch;

/// <summary>What the bytes of a storage are.</summary>
/// <param name="Bytes">The bytes of an element.</param>
/// <param name="Read">Reads a little-endian element.</param>
internal sealed record ElementType(int Bytes, Func<ReadOnlySpan<byte>, float> Read)
{
    private static readonly Dictionary<string, ElementType> Known = new(StringComparer.Ordinal)
    {
        ["torch.FloatStorage"] = new(4, BinaryPrimitives.ReadSingleLittleEndian),
        ["torch.DoubleStorage"] = new(8, bytes => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes)),
        ["torch.HalfStorage"] = new(2, bytes => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes)),
        ["torch.BFloat16Storage"] = new(2, bytes => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(bytes) << 16)),
        ["torch.LongStorage"] = new(8, bytes => BinaryPrimitives.ReadInt64LittleEndian(bytes)),
        ["torch.IntStorage"] = new(4, bytes => BinaryPrimitives.ReadInt32LittleEndian(bytes)),
        ["torch.ShortStorage"] = new(2, bytes => BinaryPrimitives.ReadInt16LittleEndian(bytes)),
        ["torch.CharStorage"] = new(1, bytes => (sbyte)bytes[0]),
        ["torch.ByteStorage"] = new(1, bytes => bytes[0]),
        ["torch.BoolStorage"] = new(1, bytes => bytes[0]),
    };

    /// <summary>Tells whether a name is that of a type of storage.</summary>
    public static bool Knows(string name) => Known.ContainsKey(name);

    /// <summary>Gets the type of a storage, whose name is known.</summary>
    public static ElementType Of(string name) => Known[name];
}
