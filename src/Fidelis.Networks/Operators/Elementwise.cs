using System.Numerics;
using System.Runtime.InteropServices;
using Fidelis.Numerics.Threading;

namespace Fidelis.Networks.Operators;

/// <summary>Computes one value of output from the values of input in the same place.</summary>
internal interface IUnaryFunction
{
    Vector<float> Invoke(Vector<float> x);
}

/// <summary>Computes one value of output from the values of two inputs in the same place.</summary>
internal interface IBinaryFunction
{
    Vector<float> Invoke(Vector<float> x, Vector<float> y);
}

/// <summary>What is done for consecutive elements of tensors.</summary>
internal interface IRangeBody
{
    /// <summary>Does some of them.</summary>
    void Run(int start, int count);
}

/// <summary>Applies functions to whole tensors, vector by vector, on all threads.</summary>
internal static class Elementwise
{
    // 256 KiB of floats: long enough to be worth a thread, short enough to share out.
    private const int PieceLength = 1 << 16;

    /// <summary>Runs a body over consecutive ranges that cover <c>[0, length)</c>; the cut depends on the length alone.</summary>
    public static void ForRanges<TBody>(int length, TBody body)
        where TBody : struct, IRangeBody =>
        Parallelism.For((length + PieceLength - 1) / PieceLength, new Ranges<TBody>(length, body));

    /// <summary>Computes <c>output = f(x)</c>; the output may be the input.</summary>
    public static void Map<TFunction>(TFunction f, float[] x, float[] output)
        where TFunction : struct, IUnaryFunction =>
        ForRanges(output.Length, new UnaryMap<TFunction>(f, x, output));

    /// <summary>Computes <c>output = f(x, y)</c>; the output may be an input.</summary>
    public static void Map<TFunction>(TFunction f, float[] x, float[] y, float[] output)
        where TFunction : struct, IBinaryFunction =>
        Map(f, x, y, output, output.Length);

    /// <summary>Computes the first values of <c>output = f(x, y)</c>; the output may be an input.</summary>
    public static void Map<TFunction>(TFunction f, float[] x, float[] y, float[] output, int length)
        where TFunction : struct, IBinaryFunction =>
        ForRanges(length, new BinaryMap<TFunction>(f, x, y, output));

    private static void Map<TFunction>(TFunction f, ReadOnlySpan<float> x, Span<float> output)
        where TFunction : struct, IUnaryFunction
    {
        ReadOnlySpan<Vector<float>> xs = MemoryMarshal.Cast<float, Vector<float>>(x);
        Span<Vector<float>> outputs = MemoryMarshal.Cast<float, Vector<float>>(output);
        for (int i = 0; i < outputs.Length; i++)
        {
            outputs[i] = f.Invoke(xs[i]);
        }

        int done = outputs.Length * Vector<float>.Count;
        if (done < output.Length)
        {
            Span<float> padded = stackalloc float[Vector<float>.Count];
            padded.Clear();
            x[done..].CopyTo(padded);
            f.Invoke(new Vector<float>(padded)).CopyTo(padded);
            padded[..(output.Length - done)].CopyTo(output[done..]);
        }
    }

    private static void Map<TFunction>(TFunction f, ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> output)
        where TFunction : struct, IBinaryFunction
    {
        ReadOnlySpan<Vector<float>> xs = MemoryMarshal.Cast<float, Vector<float>>(x);
        ReadOnlySpan<Vector<float>> ys = MemoryMarshal.Cast<float, Vector<float>>(y);
        Span<Vector<float>> outputs = MemoryMarshal.Cast<float, Vector<float>>(output);
        for (int i = 0; i < outputs.Length; i++)
        {
            outputs[i] = f.Invoke(xs[i], ys[i]);
        }

        int done = outputs.Length * Vector<float>.Count;
        if (done < output.Length)
        {
            Span<float> first = stackalloc float[Vector<float>.Count];
            Span<float> second = stackalloc float[Vector<float>.Count];
            first.Clear();
            second.Clear();
            x[done..].CopyTo(first);
            y[done..].CopyTo(second);
            f.Invoke(new Vector<float>(first), new Vector<float>(second)).CopyTo(first);
            first[..(output.Length - done)].CopyTo(output[done..]);
        }
    }

    private readonly struct Ranges<TBody>(int length, TBody body) : ILoopBody
        where TBody : struct, IRangeBody
    {
        public void RunPiece(int index)
        {
            int start = index * PieceLength;
            body.Run(start, Math.Min(PieceLength, length - start));
        }
    }

    private readonly struct UnaryMap<TFunction>(TFunction f, float[] x, float[] output) : IRangeBody
        where TFunction : struct, IUnaryFunction
    {
        public void Run(int start, int count) => Map(f, x.AsSpan(start, count), output.AsSpan(start, count));
    }

    private readonly struct BinaryMap<TFunction>(TFunction f, float[] x, float[] y, float[] output) : IRangeBody
        where TFunction : struct, IBinaryFunction
    {
        public void Run(int start, int count) => Map(f, x.AsSpan(start, count), y.AsSpan(start, count), output.AsSpan(start, count));
    }
}
