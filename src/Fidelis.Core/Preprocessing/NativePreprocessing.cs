using Fidelis.Imaging.Resampling;

namespace Fidelis.Preprocessing;

/// <summary>
/// The way of Fidelis's own networks: antialiased bicubic (Pillow's, in float32, clipped to [0, 255]) to the network's size where the
/// size differs, then <c>x / 127.5 - 1</c>.
/// </summary>
public sealed class NativePreprocessing() : ResizingPreprocessing(
    "native", new Resampler(new PillowBicubic(), Overshoot.Clip), "antialiased bicubic (Pillow, float32, clipped to 0..255)", 127.5f, "x/127.5-1");
