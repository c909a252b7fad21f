using System.Runtime.CompilerServices;

namespace Fidelis.Numerics.Kernels.CookToom;

/// <content>The interpolation.</content>
internal sealed unsafe partial class RegisterTransform<TLanes>
{
    /// <inheritdoc/>
    public override void Interpolate(CookToomAxis axis, int groups, int count, Lines source, Lines destination, int kept, float* bias, float slope)
    {
        switch (axis.Pairs)
        {
            case 0:
                Finish(groups, count, source, destination, bias, slope);
                break;
            case 1:
                InterpolateFour(axis, groups, count, source, destination, kept, bias, slope);
                break;
            case 2:
                InterpolateSix(axis, groups, count, source, destination, kept, bias, slope);
                break;
            default:
                InterpolateEight(axis, groups, count, source, destination, kept, bias, slope);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Finish(int groups, int count, Lines source, Lines destination, float* bias, float slope)
    {
        TLanes start = TLanes.Load(bias);
        for (int group = 0; group < groups; group++)
        {
            float* from = source.First + (group * source.GroupStep);
            float* to = destination.First + (group * destination.GroupStep);
            for (int line = 0; line < count; line++, from += source.LineStep, to += destination.LineStep)
            {
                Store(TLanes.Load(from) + start, to, slope);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void InterpolateFour(
        CookToomAxis axis, int groups, int count, Lines source, Lines destination, int kept, float* bias, float slope)
    {
        TLanes start = TLanes.Load(bias);
        nint step = source.ValueStep;
        nint next = destination.ValueStep;
        int lastOutput = axis.Outputs - 1;
        for (int group = 0; group < groups; group++)
        {
            float* from = source.First + (group * source.GroupStep);
            float* to = destination.First + (group * destination.GroupStep);
            for (int line = 0; line < count; line++, from += source.LineStep, to += destination.LineStep)
            {
                TLanes plus = TLanes.Load(from + step);
                TLanes minus = TLanes.Load(from + (2 * step));
                TLanes evenA = plus + minus;
                TLanes oddA = plus - minus;
                TLanes last = TLanes.Load(from + (3 * step)) + start;
                Store(TLanes.Load(from) + start + evenA, to, slope);
                for (int j = 1; j < kept; j++)
                {
                    TLanes sum = j == lastOutput ? last : start;
                    bool isOdd = (j & 1) != 0;
                    sum = TLanes.MultiplyAdd(TLanes.Create(axis.Powers[j]), isOdd ? oddA : evenA, sum);
                    Store(sum, to + (j * next), slope);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void InterpolateSix(
        CookToomAxis axis, int groups, int count, Lines source, Lines destination, int kept, float* bias, float slope)
    {
        TLanes start = TLanes.Load(bias);
        nint step = source.ValueStep;
        nint next = destination.ValueStep;
        TLanes a1 = TLanes.Create(axis.Powers[2]);
        TLanes b1 = TLanes.Create(axis.Powers[3]);
        TLanes a2 = TLanes.Create(axis.Powers[4]);
        TLanes b2 = TLanes.Create(axis.Powers[5]);
        TLanes a3 = TLanes.Create(axis.Powers[6]);
        TLanes b3 = TLanes.Create(axis.Powers[7]);
        int lastOutput = axis.Outputs - 1;
        for (int group = 0; group < groups; group++)
        {
            float* from = source.First + (group * source.GroupStep);
            float* to = destination.First + (group * destination.GroupStep);
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
                TLanes last = TLanes.Load(from + (5 * step)) + start;
                Store(TLanes.Load(from) + start + (evenA + evenB), to, slope);
                if (kept > 1)
                {
                    TLanes sum = TLanes.MultiplyAdd(a1, oddA, lastOutput == 1 ? last : start);
                    Store(TLanes.MultiplyAdd(b1, oddB, sum), to + next, slope);
                }

                if (kept > 2)
                {
                    TLanes sum = TLanes.MultiplyAdd(a2, evenA, lastOutput == 2 ? last : start);
                    Store(TLanes.MultiplyAdd(b2, evenB, sum), to + (2 * next), slope);
                }

                if (kept > 3)
                {
                    Store(TLanes.MultiplyAdd(b3, oddB, TLanes.MultiplyAdd(a3, oddA, last)), to + (3 * next), slope);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void InterpolateEight(
        CookToomAxis axis, int groups, int count, Lines source, Lines destination, int kept, float* bias, float slope)
    {
        TLanes start = TLanes.Load(bias);
        nint step = source.ValueStep;
        nint next = destination.ValueStep;
        int lastOutput = axis.Outputs - 1;
        for (int group = 0; group < groups; group++)
        {
            float* from = source.First + (group * source.GroupStep);
            float* to = destination.First + (group * destination.GroupStep);
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
                TLanes last = TLanes.Load(from + (7 * step)) + start;
                Store(TLanes.Load(from) + start + (evenA + evenB + evenC), to, slope);
                for (int j = 1; j < kept; j++)
                {
                    TLanes sum = j == lastOutput ? last : start;
                    bool isOdd = (j & 1) != 0;
                    sum = TLanes.MultiplyAdd(TLanes.Create(axis.Powers[3 * j]), isOdd ? oddA : evenA, sum);
                    sum = TLanes.MultiplyAdd(TLanes.Create(axis.Powers[(3 * j) + 1]), isOdd ? oddB : evenB, sum);
                    sum = TLanes.MultiplyAdd(TLanes.Create(axis.Powers[(3 * j) + 2]), isOdd ? oddC : evenC, sum);
                    Store(sum, to + (j * next), slope);
                }
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
