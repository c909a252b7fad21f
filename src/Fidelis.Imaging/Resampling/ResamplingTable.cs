using System.Runtime.InteropServices;
using Fidelis.Numerics.Errors;

namespace Fidelis.Imaging.Resampling;

/// <summary>Which source samples make each output sample along one axis, and with what weights.</summary>
/// <remarks>
/// Source samples that no output sample needs are left out: the others are numbered in their order, and that number is their place. The
/// samples of an output sample have successive places.
/// </remarks>
internal sealed class ResamplingTable
{
    /// <summary>
    /// The longest axis. It is beyond every camera, float32 positions are exact enough for it, and no table or row buffer outgrows memory.
    /// </summary>
    public const int LongestAxis = 1 << 20;

    private readonly int[] samples;
    private readonly int[] starts;
    private readonly int[] offsets;
    private readonly double[] weights;
    private readonly float[] singleWeights;

    /// <summary>Initializes the table for one pair of lengths.</summary>
    /// <param name="kernel">The rule.</param>
    /// <param name="input">The number of source samples.</param>
    /// <param name="output">The number of output samples.</param>
    /// <exception cref="InputException">An axis is longer than <see cref="LongestAxis"/>.</exception>
    public ResamplingTable(IResamplingKernel kernel, int input, int output)
    {
        if (input > LongestAxis || output > LongestAxis)
        {
            throw new InputException($"A picture can be resized between sides of at most {LongestAxis} pixels, but {input} -> {output} was asked for. Cut it into pieces first.");
        }

        starts = new int[output];
        offsets = new int[output + 1];
        List<double> all = [];
        List<int> used = [];
        int next = 0;
        for (int q = 0; q < output; q++)
        {
            int first = kernel.Weigh(input, output, q, all);
            int end = first + all.Count - offsets[q];
            if (all.Count == offsets[q] || first < 0 || end > input + 1 || end < next)
            {
                throw new InvalidOperationException($"The kernel {kernel.Id} takes the samples [{first}, {end}) for output sample {q} of {input} -> {output}.");
            }

            for (next = Math.Max(next, first); next < end; next++)
            {
                used.Add(Math.Min(next, input - 1));
            }

            // Counted from the end, so that samples which were left out before do not matter.
            starts[q] = used.Count - (end - first);
            offsets[q + 1] = all.Count;
            LongestCount = Math.Max(LongestCount, end - first);
        }

        samples = [.. used];
        bool isSingle = kernel.Arithmetic != ResamplingArithmetic.Float64Sum;
        weights = isSingle ? [] : [.. all];
        singleWeights = isSingle ? [.. all.Select(weight => (float)weight)] : [];
    }

    /// <summary>Gets the source sample at each place.</summary>
    public ReadOnlySpan<int> Samples => samples;

    /// <summary>Gets the largest number of source samples that an output sample is made from.</summary>
    public int LongestCount { get; }

    /// <summary>Gets the number of weights of all output samples.</summary>
    public int WeightCount => offsets[^1];

    /// <summary>Gets the first place of an output sample.</summary>
    /// <param name="output">The index of the output sample.</param>
    /// <returns>The place that the first weight belongs to.</returns>
    public int Start(int output) => starts[output];

    /// <summary>Gets the place after the last one of an output sample.</summary>
    /// <param name="output">The index of the output sample.</param>
    /// <returns>The first place that no weight belongs to.</returns>
    public int End(int output) => starts[output] + offsets[output + 1] - offsets[output];

    /// <summary>Gets the weights of the successive places of an output sample; their sum is 1.</summary>
    /// <typeparam name="T">The type of the kernel's sums: <see cref="double"/> or <see cref="float"/>.</typeparam>
    /// <param name="output">The index of the output sample.</param>
    /// <returns>The weights.</returns>
    public ReadOnlySpan<T> Weights<T>(int output)
        where T : unmanaged =>
        (typeof(T) == typeof(double) ? MemoryMarshal.Cast<double, T>(weights) : MemoryMarshal.Cast<float, T>(singleWeights))
            [offsets[output]..offsets[output + 1]];
}
