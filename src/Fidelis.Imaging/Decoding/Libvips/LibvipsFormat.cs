namespace Fidelis.Imaging.Decoding.Libvips;

/// <summary>The types of a channel's values, with libvips' numbers.</summary>
internal enum LibvipsFormat
{
    Byte = 0,
    SignedByte = 1,
    UInt16 = 2,
    Int16 = 3,
    UInt32 = 4,
    Int32 = 5,
    Float = 6,
    Complex = 7,
    Double = 8,
    DoubleComplex = 9,
}
