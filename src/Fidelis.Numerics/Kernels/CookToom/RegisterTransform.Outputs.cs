using System.Runtime.CompilerServices;

namespace Fidelis.Numerics.Kernels.CookToom;

/// <content>The evaluation of gradients of outputs.</content>
internal sealed unsafe partial class RegisterTransform<TLanes>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void EvaluateOutputs(CookToomAxis axis, int groups, int count, Lines source, Lines destination)
    {
        TLanes a1 = TLanes.Create(axis.Powers[2]);
        TLanes b1 = TLanes.Create(axis.Powers[3]);
        TLanes a2 = TLanes.Create(axis.Powers[4]);
        TLanes b2 = TLanes.Create(axis.Powers[5]);
        TLanes a3 = TLanes.Create(axis.Powers[6]);
        TLanes b3 = TLanes.Create(axis.Powers[7]);
        nint step = source.ValueStep;
        nint next = destination.ValueStep;
        for (int group = 0; group < groups; group++)
        {
            float* from = source.First + (group * source.GroupStep);
            float* to = destination.First + (group * destination.GroupStep);
            for (int line = 0; line < count; line++, from += source.LineStep, to += destination.LineStep)
            {
                TLanes y0 = TLanes.Load(from);
                TLanes y1 = TLanes.Load(from + step);
                TLanes y2 = TLanes.Load(from + (2 * step));
                TLanes y3 = TLanes.Load(from + (3 * step));
                y0.Store(to);
                TLanes even = TLanes.MultiplyAdd(a2, y2, y0);
                TLanes odd = TLanes.MultiplyAdd(a3, y3, a1 * y1);
                (even + odd).Store(to + next);
                (even - odd).Store(to + (2 * next));
                even = TLanes.MultiplyAdd(b2, y2, y0);
                odd = TLanes.MultiplyAdd(b3, y3, b1 * y1);
                (even + odd).Store(to + (3 * next));
                (even - odd).Store(to + (4 * next));
                y3.Store(to + (5 * next));
            }
        }
    }
}
