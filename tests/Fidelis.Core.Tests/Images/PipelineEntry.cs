using Fidelis.Images;
using Fidelis.Imaging.Conversion;
using Fidelis.Imaging.Decoding;
using Fidelis.Imaging.Pixels;

namespace Fidelis.Tests.Images;

/// <summary>A picture of one colour, whose reading and decoding do what a test wants.</summary>
internal sealed class PipelineEntry(int index, int width = 10, int height = 10) : ImageEntry($"{index}.png", null)
{
    public Action Reading { get; init; } = () => { };

    public Action Decoding { get; init; } = () => { };

    public override long? LengthBytes => 4;

    public override byte[] Read()
    {
        Reading();
        return BitConverter.GetBytes(index);
    }

    public override PictureHeader ReadHeader(byte[] encoded, DecodingRules rules) => new("PNG", width, height, "8-bit RGB", false, 1);

    public override DecodedPicture Decode(byte[] encoded, DecodingRules rules)
    {
        Decoding();
        byte[] rgb = new byte[width * height * 3];
        rgb[0] = encoded[0];
        return new DecodedPicture(new PixelImage(width, height, rgb), new PictureFacts("PNG", "8-bit RGB", false, PixelTreatments.None));
    }

    /// <summary>Fails as a damaged file does.</summary>
    public static Action Bad(int index) => () => throw new InvalidImageException($"{index}.png", "is bad");
}
