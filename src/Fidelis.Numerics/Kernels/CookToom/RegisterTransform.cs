using System.Runtime.CompilerServices;

namespace Fidelis.Numerics.Kernels.CookToom;

/// <summary>The evaluation at the points, in registers of one width.</summary>
/// <typeparam name="TLanes">The register.</typeparam>
internal sealed unsafe partial class RegisterTransform<TLanes> : LineTransform
    where TLanes : unmanaged, ILanes<TLanes>
{
    /// <inheritdoc/>
    public override int Lanes => TLanes.Count;

    /// <inheritdoc/>
    public override void Evaluate(CookToomAxis axis, int groups, int count, Lines source, Lines destination)
    {
        switch (axis.Pairs)
        {
            case 0:
                Copy(groups, count, source, destination);
                break;
            case 1:
                EvaluateFour(axis, groups, count, source, destination);
                break;
            case 2:
                EvaluateSix(axis, groups, count, source, destination);
                break;
            default:
                EvaluateEight(axis, groups, count, source, destination);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Copy(int groups, int count, Lines source, Lines destination)
    {
        for (int group = 0; group < groups; group++)
        {
            float* from = source.First + (group * source.GroupStep);
            float* to = destination.First + (group * destination.GroupStep);
            for (int line = 0; line < count; line++, from += source.LineStep, to += destination.LineStep)
            {
                TLanes.Load(from).Store(to);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void EvaluateFour(CookToomAxis axis, int groups, int count, Lines source, Lines destination)
    {
        TLanes a = TLanes.Create(axis.Magnitudes[0]);
        TLanes minusA = TLanes.Create(-axis.Magnitudes[0]);
        TLanes common = TLanes.Create(axis.CommonFactors[0]);
        nint step = source.ValueStep;
        nint next = destination.ValueStep;
        for (int group = 0; group < groups; group++)
        {
            float* from = source.First + (group * source.GroupStep);
            float* to = destination.First + (group * destination.GroupStep);
            for (int line = 0; line < count; line++, from += source.LineStep, to += destination.LineStep)
            {
                TLanes x0 = TLanes.Load(from);
                TLanes x1 = TLanes.Load(from + step);
                TLanes x2 = TLanes.Load(from + (2 * step));
                TLanes x3 = TLanes.Load(from + (3 * step));
                TLanes.MultiplyAdd(common, x0, x2).Store(to);
                TLanes.MultiplyAdd(a, x1, x2).Store(to + next);
                TLanes.MultiplyAdd(minusA, x1, x2).Store(to + (2 * next));
                TLanes.MultiplyAdd(common, x1, x3).Store(to + (3 * next));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void EvaluateSix(CookToomAxis axis, int groups, int count, Lines source, Lines destination)
    {
        TLanes a = TLanes.Create(axis.Magnitudes[0]);
        TLanes b = TLanes.Create(axis.Magnitudes[1]);
        TLanes minusA = TLanes.Create(-axis.Magnitudes[0]);
        TLanes minusB = TLanes.Create(-axis.Magnitudes[1]);
        TLanes common0 = TLanes.Create(axis.CommonFactors[0]);
        TLanes common1 = TLanes.Create(axis.CommonFactors[1]);
        TLanes ofA = TLanes.Create(axis.PairFactors[0]);
        TLanes ofB = TLanes.Create(axis.PairFactors[1]);
        nint step = source.ValueStep;
        nint next = destination.ValueStep;
        for (int group = 0; group < groups; group++)
        {
            float* from = source.First + (group * source.GroupStep);
            float* to = destination.First + (group * destination.GroupStep);
            for (int line = 0; line < count; line++, from += source.LineStep, to += destination.LineStep)
            {
                TLanes x0 = TLanes.Load(from);
                TLanes x1 = TLanes.Load(from + step);
                TLanes x2 = TLanes.Load(from + (2 * step));
                TLanes x3 = TLanes.Load(from + (3 * step));
                TLanes x4 = TLanes.Load(from + (4 * step));
                TLanes x5 = TLanes.Load(from + (5 * step));
                TLanes.MultiplyAdd(common0, x0, TLanes.MultiplyAdd(common1, x2, x4)).Store(to);
                TLanes even = TLanes.MultiplyAdd(ofA, x2, x4);
                TLanes odd = TLanes.MultiplyAdd(ofA, x1, x3);
                TLanes.MultiplyAdd(a, odd, even).Store(to + next);
                TLanes.MultiplyAdd(minusA, odd, even).Store(to + (2 * next));
                even = TLanes.MultiplyAdd(ofB, x2, x4);
                odd = TLanes.MultiplyAdd(ofB, x1, x3);
                TLanes.MultiplyAdd(b, odd, even).Store(to + (3 * next));
                TLanes.MultiplyAdd(minusB, odd, even).Store(to + (4 * next));
                TLanes.MultiplyAdd(common0, x1, TLanes.MultiplyAdd(common1, x3, x5)).Store(to + (5 * next));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void EvaluateEight(CookToomAxis axis, int groups, int count, Lines source, Lines destination)
    {
        TLanes common0 = TLanes.Create(axis.CommonFactors[0]);
        TLanes common1 = TLanes.Create(axis.CommonFactors[1]);
        TLanes common2 = TLanes.Create(axis.CommonFactors[2]);
        nint step = source.ValueStep;
        nint next = destination.ValueStep;
        for (int group = 0; group < groups; group++)
        {
            float* from = source.First + (group * source.GroupStep);
            float* to = destination.First + (group * destination.GroupStep);
            for (int line = 0; line < count; line++, from += source.LineStep, to += destination.LineStep)
            {
                TLanes x0 = TLanes.Load(from);
                TLanes x1 = TLanes.Load(from + step);
                TLanes x2 = TLanes.Load(from + (2 * step));
                TLanes x3 = TLanes.Load(from + (3 * step));
                TLanes x4 = TLanes.Load(from + (4 * step));
                TLanes x5 = TLanes.Load(from + (5 * step));
                TLanes x6 = TLanes.Load(from + (6 * step));
                TLanes x7 = TLanes.Load(from + (7 * step));
                TLanes.MultiplyAdd(common0, x0, TLanes.MultiplyAdd(common1, x2, TLanes.MultiplyAdd(common2, x4, x6))).Store(to);
                for (int pair = 0; pair < 3; pair++)
                {
                    TLanes factor0 = TLanes.Create(axis.PairFactors[2 * pair]);
                    TLanes factor1 = TLanes.Create(axis.PairFactors[(2 * pair) + 1]);
                    TLanes even = TLanes.MultiplyAdd(factor0, x2, TLanes.MultiplyAdd(factor1, x4, x6));
                    TLanes odd = TLanes.MultiplyAdd(factor0, x1, TLanes.MultiplyAdd(factor1, x3, x5));
                    TLanes.MultiplyAdd(TLanes.Create(axis.Magnitudes[pair]), odd, even).Store(to + (((2 * pair) + 1) * next));
                    TLanes.MultiplyAdd(TLanes.Create(-axis.Magnitudes[pair]), odd, even).Store(to + (((2 * pair) + 2) * next));
                }

                TLanes.MultiplyAdd(common0, x1, TLanes.MultiplyAdd(common1, x3, TLanes.MultiplyAdd(common2, x5, x7))).Store(to + (7 * next));
            }
        }
    }
}
