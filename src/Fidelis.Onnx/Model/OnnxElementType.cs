namespace Fidelis.Onnx.Model;

/// <summary>The types of a tensor's values, with the numbers of ONNX; those that Fidelis computes with have names.</summary>
public enum OnnxElementType
{
    /// <summary>Not said.</summary>
    Undefined = 0,

    /// <summary>32-bit floating point.</summary>
    Float32 = 1,

    /// <summary>Bytes without sign.</summary>
    UInt8 = 2,

    /// <summary>64-bit integers.</summary>
    Int64 = 7,

    /// <summary>16-bit floating point of IEEE 754.</summary>
    Float16 = 10,

    /// <summary>64-bit floating point.</summary>
    Float64 = 11,
}
