namespace Fidelis.Imaging.Pixels;

/// <summary>The type of a stored value.</summary>
public enum SampleType
{
    /// <summary>8 bits, 0 to 255.</summary>
    EightBit,

    /// <summary>16 bits, 0 to 65,535.</summary>
    SixteenBit,

    /// <summary>32-bit floating point, of no range of its own.</summary>
    FloatingPoint,
}
