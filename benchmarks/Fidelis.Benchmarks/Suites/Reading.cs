using Fidelis.Imaging.Decoding;
using Fidelis.Imaging.Drawing.Phantoms;
using Fidelis.Imaging.Encoding;

namespace Fidelis.Benchmarks.Suites;

/// <summary>Bytes of files: decoding PNG, the checksums of its chunks included, and looking at its header, on one thread.</summary>
public class Reading : KernelSuite
{
    private static readonly int[] Sides = [64, 512];

    /// <inheritdoc/>
    public override IEnumerable<Kernel> Kernels =>
    [
        .. from side in Sides select Of("png decoding", $"{side} x {side}", 3.0 * side * side, () => Decode(side)),
        Of("png header", "64 x 64", 0, () => Header(64)),
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
}
