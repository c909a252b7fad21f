using Fidelis.Imaging.Decoding;
using Fidelis.Imaging.Decoding.Libvips;

namespace Fidelis.Imaging.Tests.Decoding;

/// <summary>Counts what libvips holds, so that no other test may decode at the same time.</summary>
[CollectionDefinition(nameof(NativeMemoryTests), DisableParallelization = true)]
[Collection(nameof(NativeMemoryTests))]
public sealed class NativeMemoryTests
{
    [Fact]
    public void Decode_ManyGoodAndBadFiles_LeavesNoNativeMemory()
    {
        byte[][] files = [.. ((string[])["exact", "lossy", "refused"]).SelectMany(EncodedCase.Load).Select(item => item.Encoded)];
        DecodeAll(files);
        (int allocations, nuint bytes) = (LibvipsFunctions.CountTrackedAllocations(), LibvipsFunctions.CountTrackedBytes());
        for (int round = 0; round < 5; round++)
        {
            DecodeAll(files);
        }

        Assert.Equal((allocations, bytes), (LibvipsFunctions.CountTrackedAllocations(), LibvipsFunctions.CountTrackedBytes()));
    }

    private static void DecodeAll(byte[][] files)
    {
        foreach (byte[] part in files.SelectMany(file => (byte[][])[file, file[..(file.Length * 2 / 3)]]))
        {
            try
            {
                ImageDecoder.Decode(part, "a");
            }
            catch (InvalidImageException)
            {
            }
        }
    }
}
