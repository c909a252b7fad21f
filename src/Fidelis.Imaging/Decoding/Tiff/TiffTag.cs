namespace Fidelis.Imaging.Decoding.Tiff;

/// <summary>The fields of a TIFF directory that tell what its pixels are, with TIFF's numbers.</summary>
internal enum TiffTag
{
    ImageWidth = 256,
    ImageLength = 257,
    BitsPerSample = 258,
    Compression = 259,
    Photometric = 262,
    StripOffsets = 273,
    Orientation = 274,
    SamplesPerPixel = 277,
    StripByteCounts = 279,
    TileOffsets = 324,
    TileByteCounts = 325,
    ExtraSamples = 338,
    SampleFormat = 339,
    Profile = 34675,
}
