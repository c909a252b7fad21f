using Fidelis.Numerics.Kernels.Tiles;
using Fidelis.Testing;

namespace Fidelis.Numerics.Tests.Kernels.Tiles;

public sealed unsafe class Bfloat16Tests
{
    [Theory]
    [InlineData(1f, 0x3F80)]
    [InlineData(-0f, 0x8000)]
    [InlineData(1.00390625f, 0x3F80)] // 1 + 2^-8, a tie: to even, down.
    [InlineData(1.01171875f, 0x3F82)] // 1 + 3 * 2^-8, a tie: to even, up.
    [InlineData(1.0039063692092896f, 0x3F81)] // 1 + 2^-8 and the last place.
    [InlineData(1.9999998807907104f, 0x4000)] // Carries into the exponent.
    [InlineData(float.MaxValue, 0x7F80)]
    [InlineData(float.NegativeInfinity, 0xFF80)]
    public void Split_KnownValue_IsRoundedToNearestEven(float value, int expected)
    {
        (ushort[] high, _) = Split([value]);
        Assert.Equal(expected, high[0]);
    }

    [Fact]
    public void Split_NotANumber_StaysNone()
    {
        // Among them those that a carry would turn into zero or infinity.
        foreach (uint bits in (uint[])[0x7FC00000, 0x7F800001, 0x7FFFFFFF, 0xFFFFFFFF, 0xFF800001])
        {
            (ushort[] high, _) = Split([BitConverter.UInt32BitsToSingle(bits)]);
            Assert.True(float.IsNaN(Value(high[0])));
        }
    }

    [Fact]
    public void Split_AnyLength_KeepsSixteenBits()
    {
        for (int count = 1; count <= 131; count++)
        {
            float[] values = Array.ConvertAll(Lcg.Values((uint)count, count, 2, -1), value => (float)(value * Math.Pow(10, value * 8)));
            (ushort[] high, ushort[] low) = Split(values);
            for (int i = 0; i < count; i++)
            {
                // Half a last place of 8 bits, then of 8 more: 2^-8 and 2^-17 of the power of two at or below the value.
                Assert.True(Math.Abs((double)values[i] - Value(high[i])) <= Math.Abs(values[i]) * Math.Pow(2, -8));
                Assert.True(Math.Abs((double)values[i] - Value(high[i]) - Value(low[i])) <= Math.Abs(values[i]) * Math.Pow(2, -17));
            }
        }
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(1, false)]
    public void PackRight_Lines_LiePairByPairWithErrorsThatPassOnOrNot(int partCount, bool carries)
    {
        const int Size = TileKernel.BlockSize;
        float[] lines = KernelBound.Values(7, Size * Size);
        ushort[] chunk = new ushort[partCount * Size * Size];
        fixed (float* source = lines)
        {
            fixed (ushort* destination = chunk)
            {
                Bfloat16.PackRight(source, (byte*)destination, partCount, carries);
            }
        }

        for (int column = 0; column < Size; column++)
        {
            float carry = 0;
            double error = 0;
            for (int term = 0; term < Size; term++)
            {
                int place = (column / 16 * 512) + (term / 2 * 32) + (column % 16 * 2) + (term % 2);
                float value = lines[(term * Size) + column];
                float total = value + carry;
                (ushort[] high, ushort[] low) = Split([total]);
                Assert.Equal(high[0], chunk[place]);
                float packed = Value(high[0]);
                if (partCount == 2)
                {
                    Assert.Equal(low[0], chunk[(Size * Size) + place]);
                    packed += Value(low[0]);
                }

                // The sum of the errors so far is that of the last term, half of its last place, but for the rounding of float32; without passing on, each
                // error is that of its own term.
                carry = carries ? total - packed : 0;
                error = (carries ? error : 0) + (double)value - packed;
                Assert.True(Math.Abs(error) <= (Math.Abs(total) * Math.Pow(2, partCount == 2 ? -17 : -8)) + (Size * Math.Pow(2, -24)));
            }
        }
    }

    [Fact]
    public void SquaredError_AnyLength_IsThatOfWhatSplittingTakesOff()
    {
        for (int count = 0; count <= 40; count++)
        {
            float[] values = KernelBound.Values((uint)count, count);
            double expected = count == 0 ? 0 : values.Zip(Split(values).High, (value, high) => Math.Pow((double)value - Value(high), 2)).Sum();
            fixed (float* source = values)
            {
                NumericAssert.Close(expected, Bfloat16.SquaredError(source, count), 0, 1e-14);
            }
        }
    }

    private static (ushort[] High, ushort[] Low) Split(float[] values)
    {
        const ushort Untouched = 0x1234;
        ushort[] high = new ushort[values.Length + 1];
        ushort[] low = new ushort[values.Length + 1];
        ushort[] alone = new ushort[values.Length + 1];
        high[^1] = low[^1] = alone[^1] = Untouched;
        fixed (float* source = values)
        {
            fixed (ushort* first = high, second = low, third = alone)
            {
                Bfloat16.Split(source, values.Length, first, second);
                Bfloat16.Split(source, values.Length, third, null);
            }
        }

        Assert.Equal(high, alone);
        Assert.Equal(Untouched, high[^1]);
        Assert.Equal(Untouched, low[^1]);
        return (high[..^1], low[..^1]);
    }

    private static float Value(ushort bfloat) => BitConverter.UInt32BitsToSingle((uint)bfloat << 16);
}
