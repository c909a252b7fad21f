using Fidelis.Imaging.Decoding;
using Fidelis.Imaging.Decoding.Libvips;

namespace Fidelis.Imaging.Tests.Decoding;

/// <summary>Counts what libvips holds, so that no other test may decode at the same time.</summary>
[CollectionDefinition(nameof(NativeMemoryTests), DisableParallelization = true)]
[Collection(nameof(NativeMemoryTests))]
public sealed class NativeMemoryTests
{
    private static readonly DecodingRules Rules = new() { ConvertProfiles = true };

    [Fact]
    public void Decode_ManyGoodAndBadFiles_LeavesNoNativeMemory()
    {
        byte[][] files = [.. ((string[])["exact", "lossy", "refused", "stated"]).SelectMany(EncodedCase.Load).Select(item => item.Encoded)];
        for (int round = 0; round < 5; round++)
        {
            DecodeAll(files);
        }

        // A thread of libvips gives its buffers back a moment after the call that used it has returned. What is lost never comes back.
        SpinWait.SpinUntil(() => Held() == (0, 0), TimeSpan.FromMinutes(5));
        Assert.Equal((0, (nuint)0), Held());
    }

    private static (int Allocations, nuint Bytes) Held() =>
        (LibvipsFunctions.CountTrackedAllocations(), LibvipsFunctions.CountTrackedBytes());

    private static void DecodeAll(byte[][] files)
    {
        foreach (byte[] part in files.SelectMany(file => (byte[][])[file, file[..(file.Length * 2 / 3)]]))
        {
            try
            {
                ImageDecoder.Decode(part, "a", Rules);
            }
            catch (InvalidImageException)
            {
            }
        }
    }
}
