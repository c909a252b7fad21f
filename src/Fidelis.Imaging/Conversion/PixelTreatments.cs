namespace Fidelis.Imaging.Conversion;

/// <summary>What was done to the stored values of a picture beyond copying them. Whoever shows scores says it.</summary>
[Flags]
public enum PixelTreatments
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Values of more than 8 bits were scaled to 8.</summary>
    Windowed = 1,

    /// <summary>Values lay outside of the window and were cut off.</summary>
    Clipped = 2,

    /// <summary>Transparent pixels were drawn on the background colour.</summary>
    Composited = 4,

    /// <summary>Inks became red, green and blue.</summary>
    CmykConverted = 8,

    /// <summary>A colour profile other than sRGB was there and not applied.</summary>
    ProfileIgnored = 16,

    /// <summary>A colour profile was applied: the pixels are sRGB.</summary>
    ProfileConverted = 32,

    /// <summary>The picture was turned or mirrored as its EXIF orientation says.</summary>
    Oriented = 64,

    /// <summary>The file has further frames or pages, of which the first was taken.</summary>
    FirstFrame = 128,
}
