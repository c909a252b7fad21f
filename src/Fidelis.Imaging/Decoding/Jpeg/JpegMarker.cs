namespace Fidelis.Imaging.Decoding.Jpeg;

/// <summary>The markers of JPEG that a header is read from: the byte after 0xFF.</summary>
internal static class JpegMarker
{
    public const byte StartOfImage = 0xD8;
    public const byte EndOfImage = 0xD9;
    public const byte StartOfScan = 0xDA;
    public const byte Application1 = 0xE1;
    public const byte Application2 = 0xE2;
    public const byte Application14 = 0xEE;

    /// <summary>Tells whether a marker starts a frame and so carries the size: SOF0 to SOF15 without DHT, JPG and DAC.</summary>
    /// <param name="marker">The marker.</param>
    /// <returns>Whether it does.</returns>
    public static bool IsStartOfFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    /// <summary>Tells whether a marker stands alone, without a length after it: TEM, RST0 to RST7, SOI and EOI.</summary>
    /// <param name="marker">The marker.</param>
    /// <returns>Whether it does.</returns>
    public static bool IsAlone(byte marker) => marker is 0x01 or (>= 0xD0 and <= EndOfImage);

    /// <summary>Tells whether a marker may stand within entropy-coded data: a stuffed zero, a fill byte or a restart.</summary>
    /// <param name="marker">The marker.</param>
    /// <returns>Whether it may.</returns>
    public static bool IsWithinScan(byte marker) => marker is 0x00 or 0xFF or (>= 0xD0 and <= 0xD7);
}
