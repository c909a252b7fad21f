using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Fidelis.Imaging.Decoding.Png;

/// <summary>Undoes the prediction that PNG takes from the pixels to the left and above before it compresses a row.</summary>
internal static class PngFilter
{
    /// <summary>Undoes the filter of a row.</summary>
    /// <param name="filter">Which one: none, left, above, their mean, or Paeth's choice among left, above and above left.</param>
    /// <param name="row">The row, changed in place.</param>
    /// <param name="above">The finished row above, or zeros.</param>
    /// <param name="step">The distance to the pixel on the left, in bytes.</param>
    /// <returns>Whether there is such a filter.</returns>
    public static bool TryUndo(byte filter, Span<byte> row, ReadOnlySpan<byte> above, int step)
    {
        switch (filter)
        {
            case 0:
                return true;
            case 1:
                UndoLeft(row, step);
                return true;
            case 2:
                UndoAbove(row, above);
                return true;
            case 3:
                UndoMean(row, above, step);
                return true;
            case 4:
                UndoPaeth(row, above, step);
                return true;
            default:
                return false;
        }
    }

    private static void UndoLeft(Span<byte> row, int step)
    {
        for (int i = step; i < row.Length; i++)
        {
            row[i] += row[i - step];
        }
    }

    private static void UndoAbove(Span<byte> row, ReadOnlySpan<byte> above)
    {
        int i = 0;
        for (; i <= row.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            (new Vector<byte>(row[i..]) + new Vector<byte>(above[i..])).CopyTo(row[i..]);
        }

        for (; i < row.Length; i++)
        {
            row[i] += above[i];
        }
    }

    private static void UndoMean(Span<byte> row, ReadOnlySpan<byte> above, int step)
    {
        for (int i = 0; i < row.Length; i++)
        {
            row[i] += (byte)(((i < step ? 0 : row[i - step]) + above[i]) / 2);
        }
    }

    private static void UndoPaeth(Span<byte> row, ReadOnlySpan<byte> above, int step)
    {
        for (int i = 0; i < Math.Min(step, row.Length); i++)
        {
            row[i] += above[i];
        }

        if (Vector128.IsHardwareAccelerated && step is 3 or 4 && row.Length >= 4)
        {
            UndoPaethByPixels(row, above, step);
            return;
        }

        for (int i = step; i < row.Length; i++)
        {
            row[i] += (byte)Paeth(row[i - step], above[i], above[i - step]);
        }
    }

    // The prediction is left + above - aboveLeft, and the neighbour that is nearest to it is taken; ties go in this order. The
    // distances are |above - aboveLeft|, |left - aboveLeft| and |left + above - 2 aboveLeft|.
    private static int Paeth(int left, int above, int aboveLeft)
    {
        int toLeft = Math.Abs(above - aboveLeft);
        int toAbove = Math.Abs(left - aboveLeft);
        int toAboveLeft = Math.Abs(left + above - (2 * aboveLeft));
        return toLeft <= toAbove && toLeft <= toAboveLeft ? left : toAbove <= toAboveLeft ? above : aboveLeft;
    }

    // A pixel depends on its left neighbour, so that only its channels can be worked on together. Four bytes are read where a pixel
    // has three, which the last pixel of a row does not have.
    private static void UndoPaethByPixels(Span<byte> row, ReadOnlySpan<byte> above, int step)
    {
        Vector128<short> left = Load(row);
        Vector128<short> aboveLeft = Load(above);
        int i = step;
        for (; i <= row.Length - 4; i += step)
        {
            Vector128<short> up = Load(above[i..]);
            Vector128<short> toLeft = Vector128.Abs(up - aboveLeft);
            Vector128<short> toAbove = Vector128.Abs(left - aboveLeft);
            Vector128<short> toAboveLeft = Vector128.Abs(left + up - aboveLeft - aboveLeft);
            Vector128<short> nearest = Vector128.Min(Vector128.Min(toLeft, toAbove), toAboveLeft);
            Vector128<short> prediction = Vector128.ConditionalSelect(
                Vector128.Equals(nearest, toLeft), left, Vector128.ConditionalSelect(Vector128.Equals(nearest, toAbove), up, aboveLeft));
            left = (Load(row[i..]) + prediction) & Vector128.Create((short)255);
            aboveLeft = up;
            uint pixel = Vector128.Narrow(left.AsUInt16(), left.AsUInt16()).AsUInt32().ToScalar();
            if (step == 4)
            {
                MemoryMarshal.Write(row[i..], pixel);
            }
            else
            {
                row[i] = (byte)pixel;
                row[i + 1] = (byte)(pixel >> 8);
                row[i + 2] = (byte)(pixel >> 16);
            }
        }

        for (; i < row.Length; i++)
        {
            row[i] += (byte)Paeth(row[i - step], above[i], above[i - step]);
        }
    }

    private static Vector128<short> Load(ReadOnlySpan<byte> bytes) =>
        Vector128.WidenLower(Vector128.CreateScalarUnsafe(MemoryMarshal.Read<uint>(bytes)).AsByte()).AsInt16();
}
