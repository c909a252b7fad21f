namespace Fidelis.Numerics.Kernels;

/// <summary>How the products of a network's convolutions are rounded.</summary>
public enum ProductPrecision
{
    /// <summary>
    /// As float32: by float32 products, or, where the instruction set computes with bfloat16 tiles, by three products of operands that are
    /// split into two bfloat16 parts.
    /// </summary>
    Exact,

    /// <summary>One product of operands that are rounded to bfloat16, summed in float32. Every instruction set gives the same digits.</summary>
    Fast,
}
