using System.Buffers;
using Fidelis.Networks.Architectures;

namespace Fidelis.Training.Augmentation;

/// <summary>Moves pixels to other places of an image.</summary>
internal static class PixelMoves
{
    /// <summary>Reverses the order of the pieces of a row: pixels of a line, lines of an image, or all pixels at once.</summary>
    public static void TurnHalf(Span<float> values, int pieceLength)
    {
        Span<float> spare = stackalloc float[16];
        for (int low = 0, high = values.Length - pieceLength; low < high; low += pieceLength, high -= pieceLength)
        {
            for (int done = 0; done < pieceLength; done += spare.Length)
            {
                int count = Math.Min(spare.Length, pieceLength - done);
                Span<float> a = values.Slice(low + done, count);
                Span<float> b = values.Slice(high + done, count);
                a.CopyTo(spare);
                b.CopyTo(a);
                spare[..count].CopyTo(b);
            }
        }
    }

    /// <summary>Takes each pixel from where <paramref name="source"/> says: from the row and column of the old image.</summary>
    public static void Gather(Span<float> image, InputShape shape, Func<int, int, (int Row, int Column)> source)
    {
        float[] old = ArrayPool<float>.Shared.Rent(image.Length);
        try
        {
            image.CopyTo(old);
            int to = 0;
            for (int y = 0; y < shape.Height; y++)
            {
                for (int x = 0; x < shape.Width; x++, to += shape.Channels)
                {
                    (int row, int column) = source(y, x);
                    old.AsSpan(((row * shape.Width) + column) * shape.Channels, shape.Channels).CopyTo(image[to..]);
                }
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(old);
        }
    }
}
