using System.Buffers.Binary;
using Fidelis.Imaging.Decoding;
using FsCheck;
using FsCheck.Fluent;

namespace Fidelis.Imaging.Tests.Decoding.Bmp;

public sealed class BmpReaderTests
{
    private static readonly byte[][] Files =
    [
        .. EncodedCase.Load("exact").Concat(EncodedCase.Load("refused")).Where(item => item.Name.StartsWith("bmp")).Select(item => item.Encoded),
    ];

    // A run-length file of a few bytes may claim any size; the limit keeps the test small.
    private static readonly DecodingRules Rules = new() { MaximumPixels = 1 << 20 };

    // Any fields of the header, taken together, describe a picture or are refused: no overflow, no read beyond the file.
    [Fact]
    public void Read_AnyHeader_GivesAPictureOrARefusal()
    {
        Gen<int> field = Gen.OneOf(
            Gen.Elements(0, 1, 2, 3, 4, 6, 8, 12, 14, 16, 24, 26, 32, 40, 54, 56, 66, 70, 108, 124, -1, int.MaxValue, int.MinValue, 65_535, 65_536),
            ArbMap.Default.GeneratorFor<int>());
        Gen<(int File, int Place, int Value)[]> changes =
            (from file in Gen.Choose(0, Files.Length - 1)
             from place in Gen.Choose(10, 69)
             from value in field
             select (file, place, value)).ArrayOf();
        Property property = Prop.ForAll(changes.ToArbitrary(), items =>
        {
            byte[] bytes = [.. Files[items.Length == 0 ? 0 : items[0].File]];
            foreach ((_, int place, int value) in items.Take(6))
            {
                BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(place & ~1), value);
            }

            try
            {
                return ImageDecoder.Decode(bytes, "a.bmp", Rules).Pixels.Rgb.Length > 0;
            }
            catch (InvalidImageException)
            {
                return true;
            }
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5_000).WithReplay(20_260_101, 1), property);
    }

    [Fact]
    public void Read_EveryPrefix_IsRefusedOrComplete()
    {
        byte[] whole = EncodedCase.Load("exact").Single(item => item.Name == "bmp-24").Encoded;
        for (int length = 2; length < whole.Length; length++)
        {
            Assert.Contains("truncated", Assert.Throws<InvalidImageException>(() => ImageDecoder.Decode(whole[..length], "a.bmp")).Message);
        }
    }
}
