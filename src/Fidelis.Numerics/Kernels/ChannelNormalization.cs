using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Fidelis.Numerics.Kernels;

/// <summary>Normalises each channel of images and rectifies it: <c>y = rectify((x - centre) * scale + shift)</c>.</summary>
/// <remarks>
/// A convolution that reads its images through it spares a pass over memory. Each operation rounds by itself, so that the digits are the
/// same wherever it is done.
/// </remarks>
public sealed unsafe class ChannelNormalization
{
    private readonly float[] centre;
    private readonly float[] scale;
    private readonly float[] shift;
    private readonly float slope;

    /// <summary>Initializes a normalisation.</summary>
    /// <param name="centre">What is subtracted from each channel, <c>[channels]</c>. The arrays are not copied.</param>
    /// <param name="scale">What each channel is multiplied by, <c>[channels]</c>.</param>
    /// <param name="shift">What is added to each channel, <c>[channels]</c>.</param>
    /// <param name="slope">What values below zero are multiplied by: 0 for ReLU, 1 for nothing.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public ChannelNormalization(float[] centre, float[] scale, float[] shift, float slope)
    {
        ArgumentNullException.ThrowIfNull(centre);
        ArgumentNullException.ThrowIfNull(scale);
        ArgumentNullException.ThrowIfNull(shift);
        KernelGuards.RequireLength(scale.Length, centre.Length, "as many channels", nameof(scale));
        KernelGuards.RequireLength(shift.Length, centre.Length, "as many channels", nameof(shift));
        this.centre = centre;
        this.scale = scale;
        this.shift = shift;
        this.slope = slope;
    }

    /// <summary>Gets the number of channels.</summary>
    public int ChannelCount => centre.Length;

    /// <summary>Normalises whole pixels.</summary>
    /// <param name="source">The pixels, <c>[n, channels]</c>.</param>
    /// <param name="destination">Receives them, <c>[n, channels]</c>; it may be the source.</param>
    /// <exception cref="ArgumentException">The lengths differ, or are no multiple of the channels.</exception>
    public void Apply(ReadOnlySpan<float> source, Span<float> destination)
    {
        int pixels = source.Length / Math.Max(1, ChannelCount);
        KernelGuards.RequireLength(source.Length, pixels * ChannelCount, new PixelSize(ChannelCount), nameof(source));
        KernelGuards.RequireLength(destination.Length, source.Length, new PixelSize(ChannelCount), nameof(destination));
        fixed (float* from = source, to = destination)
        {
            Apply(from, ChannelCount, to, ChannelCount, pixels, 0, ChannelCount);
        }
    }

    /// <summary>Normalises some channels of pixels.</summary>
    /// <param name="source">The first of the channels of the first pixel.</param>
    /// <param name="sourceStep">The values from pixel to pixel.</param>
    /// <param name="destination">Receives the first channel of the first pixel.</param>
    /// <param name="destinationStep">The values from pixel to pixel.</param>
    /// <param name="pixelCount">The number of pixels.</param>
    /// <param name="firstChannel">The number of the first channel.</param>
    /// <param name="channels">The number of channels.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Apply(float* source, nint sourceStep, float* destination, nint destinationStep, int pixelCount, int firstChannel, int channels)
    {
        // Pixel by pixel, as the values lie in memory: the processor reads ahead, and the factors stay in the first cache.
        fixed (float* centres = &centre[firstChannel], scales = &scale[firstChannel], shifts = &shift[firstChannel])
        {
            Vector512<float> slopes = Vector512.Create(slope);
            for (int i = 0; i < pixelCount; i++, source += sourceStep, destination += destinationStep)
            {
                int channel = 0;
                for (; channel <= channels - Vector512<float>.Count; channel += Vector512<float>.Count)
                {
                    Vector512<float> centred = Vector512.Load(source + channel) - Vector512.Load(centres + channel);
                    Vector512<float> z = (centred * Vector512.Load(scales + channel)) + Vector512.Load(shifts + channel);
                    Vector512.ConditionalSelect(Vector512.GreaterThan(z, Vector512<float>.Zero), z, z * slopes).Store(destination + channel);
                }

                for (; channel < channels; channel++)
                {
                    float z = ((source[channel] - centres[channel]) * scales[channel]) + shifts[channel];
                    destination[channel] = z > 0 ? z : z * slope;
                }
            }
        }
    }

    /// <summary>The size of a pixel, for messages.</summary>
    private readonly record struct PixelSize(int Channels)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"pixels of {Channels} channels");
    }
}
