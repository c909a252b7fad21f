using Fidelis.Imaging.Decoding;
using Fidelis.Imaging.Drawing.Phantoms;
using Fidelis.Imaging.Encoding;
using Fidelis.Numerics.Checksums;

namespace Fidelis.Benchmarks.Suites;

/// <summary>Bytes of files: decoding PNG, looking at its header, and the checksum of its chunks, on one thread.</summary>
public class Reading : KernelSuite
{
    private static readonly int[] Sides = [64, 512];
    private static readonly int[] Kibibytes = [8, 1024];

    /// <inheritdoc/>
    public override IEnumerable<Kernel> Kernels =>
    [
        .. from side in Sides select Of("png decoding", $"{side} x {side}", 3.0 * side * side, () => Decode(side)),
        Of("png header", "64 x 64", 0, () => Header(64)),
        .. from kibibytes in Kibibytes select Of("crc-32", $"{kibibytes} KiB", 1024.0 * kibibytes, () => Checksum(1024 * kibibytes)),
    ];

    private static Kernel Of(string name, string size, double bytes, Func<Action> prepare) =>
        new(name, size, new Work(0, bytes, NumberFormat.Float32), RegisterSet.Widest, prepare) { Threads = 1 };

    private static Action Decode(int side)
    {
        byte[] encoded = Encoded(side);
        return () => ImageDecoder.Decode(encoded, "picture.png");
    }

    private static Action Header(int side)
    {
        byte[] encoded = Encoded(side);
        return () => ImageDecoder.ReadHeader(encoded, encoded, encoded.Length, "picture.png");
    }

    private static byte[] Encoded(int side) => PngEncoder.Encode(PhantomPainter.Paint(PhantomPainter.Classes[0], index: 0, seed: 1, side));

    private static Action Checksum(int count)
    {
        byte[] data = Operands.Bytes(count);
        return () => Crc32.Append(0, data);
    }
}
