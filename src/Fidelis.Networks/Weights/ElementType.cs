using System.Buffers.Binary;

namespace Fidelis.Networks.Weights;

/// <summary>What the bytes of stored tensors are.</summary>
/// <param name="Bytes">The bytes of an element.</param>
/// <param name="Read">Reads a little-endian element, rounded to float32.</param>
internal sealed record ElementType(int Bytes, Func<ReadOnlySpan<byte>, float> Read)
{
    /// <summary>Gets the type whose elements need no conversion.</summary>
    public static ElementType Float32 { get; } = new(4, BinaryPrimitives.ReadSingleLittleEndian);

    private static readonly ElementType Float64 = new(8, bytes => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes));
    private static readonly ElementType Float16 = new(2, bytes => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes));
    private static readonly ElementType BFloat16 = new(2, bytes => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(bytes) << 16));
    private static readonly ElementType Int64 = new(8, bytes => BinaryPrimitives.ReadInt64LittleEndian(bytes));
    private static readonly ElementType Int32 = new(4, bytes => BinaryPrimitives.ReadInt32LittleEndian(bytes));
    private static readonly ElementType Int16 = new(2, bytes => BinaryPrimitives.ReadInt16LittleEndian(bytes));
    private static readonly ElementType Int8 = new(1, bytes => (sbyte)bytes[0]);
    private static readonly ElementType UInt8 = new(1, bytes => bytes[0]);

    private static readonly Dictionary<string, ElementType> OfPyTorch = new(StringComparer.Ordinal)
    {
        ["torch.FloatStorage"] = Float32,
        ["torch.DoubleStorage"] = Float64,
        ["torch.HalfStorage"] = Float16,
        ["torch.BFloat16Storage"] = BFloat16,
        ["torch.LongStorage"] = Int64,
        ["torch.IntStorage"] = Int32,
        ["torch.ShortStorage"] = Int16,
        ["torch.CharStorage"] = Int8,
        ["torch.ByteStorage"] = UInt8,
        ["torch.BoolStorage"] = UInt8,
    };

    private static readonly Dictionary<string, ElementType> OfSafetensors = new(StringComparer.Ordinal)
    {
        ["F32"] = Float32,
        ["F64"] = Float64,
        ["F16"] = Float16,
        ["BF16"] = BFloat16,
        ["I64"] = Int64,
        ["I32"] = Int32,
        ["I16"] = Int16,
        ["I8"] = Int8,
        ["U8"] = UInt8,
        ["BOOL"] = UInt8,
    };

    /// <summary>Finds the type that PyTorch's storages of a name have.</summary>
    /// <param name="name">A name such as <c>torch.FloatStorage</c>.</param>
    /// <returns>The type, or <see langword="null"/> where the name is none.</returns>
    public static ElementType? OfStorage(string name) => OfPyTorch.GetValueOrDefault(name);

    /// <summary>Finds the type that safetensors call by a name.</summary>
    /// <param name="name">A name such as <c>F32</c>.</param>
    /// <returns>The type, or <see langword="null"/> where the name is none.</returns>
    public static ElementType? OfTensor(string name) => OfSafetensors.GetValueOrDefault(name);
}
