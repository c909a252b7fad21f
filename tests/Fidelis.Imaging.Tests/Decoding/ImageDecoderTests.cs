using Fidelis.Imaging.Decoding;

namespace Fidelis.Imaging.Tests.Decoding;

public sealed class ImageDecoderTests
{
    [Fact]
    public void Decode_BytesThatAreNoPicture_AreRefused() =>
        Assert.Throws<InvalidImageException>(() => ImageDecoder.Decode("not a picture"u8.ToArray(), "a.png"));
}
