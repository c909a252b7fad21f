using System.Runtime.CompilerServices;

namespace Fidelis.Numerics.Kernels.CookToom;

/// <content>The interpolation.</content>
internal sealed unsafe partial class RegisterTransform<TLanes>
{
    /// <inheritdoc/>
    public override void Interpolate(CookToomAxis axis, int count, Lines source, Lines destination, int kept, float* bias, float slope)
    {
        switch (axis.Pairs)
        {
            case 0:
                Finish(count, source, destination, bias, slope);
                break;
            case 1:
                InterpolateFour(axis, count, source, destination, kept, bias, slope);
                break;
            case 2:
                InterpolateSix(axis, count, source, destination, kept, bias, slope);
                break;
            default:
                InterpolateEight(axis, count, source, destination, kept, bias, slope);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Finish(int count, Lines source, Lines destination, float* bias, float slope)
    {
        TLanes start = TLanes.Load(bias);
        float* from = source.First;
        float* to = destination.First;
        for (int line = 0; line < count; line++, from += source.LineStep, to += destination.LineStep)
        {
            Store(TLanes.Load(from) + start, to, slope);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void InterpolateFour(CookToomAxis axis, int count, Lines source, Lines destination, int kept, float* bias, float slope)
    {
        TLanes start = TLanes.Load(bias);
        float* from = source.First;
        float* to = destination.First;
        nint step = source.ValueStep;
        nint next = destination.ValueStep;
        int outputs = axis.Outputs;
        for (int line = 0; line < count; line++, from += source.LineStep, to += destination.LineStep)
        {
            TLanes plus = TLanes.Load(from + step);
            TLanes minus = TLanes.Load(from + (2 * step));
            TLanes even = plus + minus;
            TLanes odd = plus - minus;
            TLanes last = TLanes.Load(from + (3 * step));
            Store(TLanes.Load(from) + even + start, to, slope);
            for (int j = 1; j < kept; j++)
            {
                TLanes sum = TLanes.Create(axis.Powers[j]) * ((j & 1) != 0 ? odd : even);
                Store((j == outputs - 1 ? sum + last : sum) + start, to + (j * next), slope);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void InterpolateSix(CookToomAxis axis, int count, Lines source, Lines destination, int kept, float* bias, float slope)
    {
        TLanes start = TLanes.Load(bias);
        float* from = source.First;
        float* to = destination.First;
        nint step = source.ValueStep;
        nint next = destination.ValueStep;
        int outputs = axis.Outputs;
        for (int line = 0; line < count; line++, from += source.LineStep, to += destination.LineStep)
        {
            TLanes plus = TLanes.Load(from + step);
            TLanes minus = TLanes.Load(from + (2 * step));
            TLanes evenA = plus + minus;
            TLanes oddA = plus - minus;
            plus = TLanes.Load(from + (3 * step));
            minus = TLanes.Load(from + (4 * step));
            TLanes evenB = plus + minus;
            TLanes oddB = plus - minus;
            TLanes last = TLanes.Load(from + (5 * step));
            Store(TLanes.Load(from) + (evenA + evenB) + start, to, slope);
            for (int j = 1; j < kept; j++)
            {
                bool isOdd = (j & 1) != 0;
                TLanes factorA = TLanes.Create(axis.Powers[2 * j]);
                TLanes factorB = TLanes.Create(axis.Powers[(2 * j) + 1]);
                TLanes sum = isOdd
                    ? TLanes.MultiplyAdd(factorB, oddB, factorA * oddA)
                    : TLanes.MultiplyAdd(factorB, evenB, factorA * evenA);
                Store((j == outputs - 1 ? sum + last : sum) + start, to + (j * next), slope);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void InterpolateEight(CookToomAxis axis, int count, Lines source, Lines destination, int kept, float* bias, float slope)
    {
        TLanes start = TLanes.Load(bias);
        float* from = source.First;
        float* to = destination.First;
        nint step = source.ValueStep;
        nint next = destination.ValueStep;
        int outputs = axis.Outputs;
        for (int line = 0; line < count; line++, from += source.LineStep, to += destination.LineStep)
        {
            TLanes plus = TLanes.Load(from + step);
            TLanes minus = TLanes.Load(from + (2 * step));
            TLanes evenA = plus + minus;
            TLanes oddA = plus - minus;
            plus = TLanes.Load(from + (3 * step));
            minus = TLanes.Load(from + (4 * step));
            TLanes evenB = plus + minus;
            TLanes oddB = plus - minus;
            plus = TLanes.Load(from + (5 * step));
            minus = TLanes.Load(from + (6 * step));
            TLanes evenC = plus + minus;
            TLanes oddC = plus - minus;
            TLanes last = TLanes.Load(from + (7 * step));
            Store(TLanes.Load(from) + (evenA + evenB + evenC) + start, to, slope);
            for (int j = 1; j < kept; j++)
            {
                bool isOdd = (j & 1) != 0;
                TLanes factorA = TLanes.Create(axis.Powers[3 * j]);
                TLanes factorB = TLanes.Create(axis.Powers[(3 * j) + 1]);
                TLanes factorC = TLanes.Create(axis.Powers[(3 * j) + 2]);
                TLanes sum = isOdd
                    ? TLanes.MultiplyAdd(factorC, oddC, TLanes.MultiplyAdd(factorB, oddB, factorA * oddA))
                    : TLanes.MultiplyAdd(factorC, evenC, TLanes.MultiplyAdd(factorB, evenB, factorA * evenA));
                Store((j == outputs - 1 ? sum + last : sum) + start, to + (j * next), slope);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(TLanes value, float* destination, float slope)
    {
        if (slope != 1)
        {
            value = TLanes.Rectify(value, TLanes.Create(slope));
        }

        value.Store(destination);
    }
}
