using Fidelis.Networks.Architectures;
using Fidelis.Networks.Autodiff;
using Fidelis.Onnx.Layers;
using Fidelis.Onnx.Model;

namespace Fidelis.Onnx.Sessions;

/// <summary>Turns batches of images into what a model takes, in memory that is used again.</summary>
/// <param name="input">How the model takes images.</param>
internal sealed class ImageBatch(ImageInput input)
{
    private float[] singles = [];
    private Half[] halves = [];
    private byte[] bytes = [];

    /// <summary>Runs a session on images.</summary>
    /// <param name="session">The session.</param>
    /// <param name="images">Images <c>[n, height, width, channels]</c>.</param>
    /// <param name="start">The first of them.</param>
    /// <param name="count">How many; at most as many as the model takes at once, which is filled up with copies of the last.</param>
    /// <param name="cancellation">Ends the run.</param>
    /// <returns>The outputs.</returns>
    public OnnxResults Run(OnnxSession session, Tensor images, int start, int count, CancellationToken cancellation)
    {
        InputShape shape = input.Shape;
        int batch = input.Batch ?? count;
        int length = shape.Height * shape.Width * shape.Channels;
        ReadOnlySpan<float> given = images.Data.AsSpan(start * length, count * length);
        if (input is { Layout: TensorLayout.ChannelsLast, Value.Type: OnnxElementType.Float32 } && batch == count)
        {
            return session.Run(given, Shape(batch), cancellation);
        }

        Span<float> values = Reserve(ref singles, batch * length);
        for (int i = 0; i < batch; i++)
        {
            ReadOnlySpan<float> image = given.Slice(Math.Min(i, count - 1) * length, length);
            Span<float> place = values.Slice(i * length, length);
            if (input.Layout == TensorLayout.ChannelsLast)
            {
                image.CopyTo(place);
            }
            else
            {
                ToPlanes(image, shape.Channels, place);
            }
        }

        return input.Value.Type switch
        {
            OnnxElementType.Float16 => session.Run<Half>(ToHalves(values), Shape(batch), cancellation),
            OnnxElementType.UInt8 => session.Run<byte>(ToBytes(values), Shape(batch), cancellation),
            _ => session.Run<float>(values, Shape(batch), cancellation),
        };
    }

    private static void ToPlanes(ReadOnlySpan<float> image, int channels, Span<float> planes)
    {
        int area = image.Length / channels;
        if (channels == 3)
        {
            Span<float> red = planes[..area];
            Span<float> green = planes.Slice(area, area);
            Span<float> blue = planes.Slice(2 * area, area);
            for (int i = 0; i < red.Length; i++)
            {
                ReadOnlySpan<float> pixel = image.Slice(3 * i, 3);
                red[i] = pixel[0];
                green[i] = pixel[1];
                blue[i] = pixel[2];
            }

            return;
        }

        for (int c = 0; c < channels; c++)
        {
            for (int i = 0; i < area; i++)
            {
                planes[(c * area) + i] = image[(i * channels) + c];
            }
        }
    }

    private long[] Shape(int batch) => input.Layout == TensorLayout.ChannelsFirst
        ? [batch, input.Shape.Channels, input.Shape.Height, input.Shape.Width]
        : [batch, input.Shape.Height, input.Shape.Width, input.Shape.Channels];

    private Span<Half> ToHalves(ReadOnlySpan<float> values)
    {
        Span<Half> destination = Reserve(ref halves, values.Length);
        for (int i = 0; i < values.Length; i++)
        {
            destination[i] = (Half)values[i];
        }

        return destination;
    }

    /// <summary>Levels between two whole ones, which resizing makes, become the nearer one.</summary>
    private Span<byte> ToBytes(ReadOnlySpan<float> values)
    {
        Span<byte> destination = Reserve(ref bytes, values.Length);
        for (int i = 0; i < values.Length; i++)
        {
            destination[i] = (byte)Math.Clamp(MathF.Round(values[i]), 0, 255);
        }

        return destination;
    }

    private static Span<T> Reserve<T>(ref T[] memory, int count)
    {
        if (memory.Length < count)
        {
            memory = new T[count];
        }

        return memory.AsSpan(0, count);
    }
}
