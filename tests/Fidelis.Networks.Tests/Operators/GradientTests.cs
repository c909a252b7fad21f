using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Losses;
using Fidelis.Networks.Operators;
using Fidelis.Numerics.Kernels;
using Fidelis.Numerics.Randomness;
using static Fidelis.Networks.Tests.Operators.GradientCheck;

namespace Fidelis.Networks.Tests.Operators;

public sealed class GradientTests
{
    private static readonly ConvolutionShape Plain = ConvolutionShape.Same(2, 4, 3, 2, 3, 3, 1);
    private static readonly ConvolutionShape Strided = ConvolutionShape.Same(2, 6, 4, 2, 3, 3, 2);

    // With this seed no normalised value lies within a step of the rectifier's kink, where differences mean nothing.
    private const uint Unkinked = 14;

    private static readonly Dictionary<string, (Func<Variable[], Variable> Function, Tensor[] Inputs)> Cases = new()
    {
        ["addition"] = (v => Addition.Apply(v[0], v[1]), [Uniform(1, 3, 5), Uniform(2, 3, 5)]),
        ["addition of itself"] = (v => Addition.Apply(v[0], v[0]), [Uniform(1, 3, 5)]),
        ["multiplication"] = (v => Multiplication.Apply(v[0], v[1]), [Uniform(1, 3, 5), Uniform(2, 3, 5)]),
        ["square"] = (v => Multiplication.Apply(v[0], v[0]), [Uniform(1, 3, 5)]),
        ["scaling"] = (v => Scaling.Apply(v[0], -1.5f), [Uniform(1, 7)]),
        ["inverse square root"] = (v => InverseSquareRoot.Apply(v[0], 0.1f), [Values(1, 0.8f, 2, 9)]),
        ["relu"] = (v => Rectifier.Apply(v[0], 0), [Uniform(1, 4, 9)]),
        ["leaky relu"] = (v => Rectifier.Apply(v[0], 0.3f), [Uniform(1, 4, 9)]),
        ["leaky relu of square"] = (v => Rectifier.Apply(Multiplication.Apply(v[0], v[1]), 0.3f), [Uniform(1, 4, 9), Uniform(2, 4, 9)]),
        ["sum over middle"] = (v => Summation.Over(v[0], 1, 2), [Uniform(1, 2, 3, 2, 5)]),
        ["sum per channel"] = (v => Summation.PerChannel(v[0]), [Uniform(1, 3, 2, 5)]),
        ["sum of rows"] = (v => Summation.Over(v[0], 1, 1), [Uniform(1, 3, 21)]),
        ["total"] = (v => Summation.Total(v[0]), [Uniform(1, 3, 7)]),
        ["repeat"] = (v => Summation.Repeat(v[0], 1, 2, 3), [Uniform(1, 2, 4)]),
        ["matrix product"] = (v => MatrixMultiplication.Apply(v[0], v[1]), [Uniform(1, 3, 4), Uniform(2, 4, 5)]),
        ["matrix product, left transposed"] = (v => MatrixMultiplication.Apply(v[0], v[1], true), [Uniform(1, 4, 3), Uniform(2, 4, 5)]),
        ["matrix product, right transposed"] = (v => MatrixMultiplication.Apply(v[0], v[1], false, true), [Uniform(1, 3, 4), Uniform(2, 5, 4)]),
        ["matrix product, both transposed"] = (v => MatrixMultiplication.Apply(v[0], v[1], true, true), [Uniform(1, 4, 3), Uniform(2, 5, 4)]),
        ["dense"] = (v => Dense.Apply(v[0], v[1], v[2]), [Uniform(1, 3, 5), Uniform(2, 4, 5), Uniform(3, 4)]),
        ["convolution"] = (v => Convolution2D.Apply(v[0], v[1], v[2], Plain), [Uniform(1, 2, 4, 3, 2), Uniform(2, 3, 2, 3, 3), Uniform(3, 3)]),
        ["convolution, strided"] = (v => Convolution2D.Apply(v[0], v[1], null, Strided), [Uniform(1, 2, 6, 4, 2), Uniform(2, 3, 2, 3, 3)]),
        ["convolution's input gradient"] = (v => Convolution2D.InputGradient(v[0], v[1], Strided), [Uniform(1, 2, 3, 2, 3), Uniform(2, 3, 2, 3, 3)]),
        ["convolution's weight gradient"] = (v => Convolution2D.WeightGradient(v[0], v[1], Strided), [Uniform(1, 2, 6, 4, 2), Uniform(2, 2, 3, 2, 3)]),
        ["max pooling"] = (v => MaxPooling.Apply(v[0], PoolingWindow.Halving), [Uniform(1, 1, 4, 4, 3)]),
        ["max pooling of odd sizes"] = (v => MaxPooling.Apply(v[0], PoolingWindow.Halving), [Uniform(1, 1, 3, 5, 3)]),
        ["max pooling of products"] = (v => MaxPooling.Apply(Multiplication.Apply(v[0], v[1]), PoolingWindow.Halving), [Uniform(1, 1, 4, 2, 3), Values(2, 1, 0.1f, 1, 4, 2, 3)]),
        ["max pooling of overlapping windows"] = (v => MaxPooling.Apply(v[0], new PoolingWindow(3, 2)), [Uniform(1, 2, 5, 7, 3)]),
        ["max pooling of padded windows"] = (v => MaxPooling.Apply(v[0], new PoolingWindow(3, 1, 1)), [Uniform(1, 2, 3, 4, 2)]),
        ["average pooling"] = (v => AveragePooling.Apply(v[0], new PoolingWindow(3, 1, 1)), [Uniform(1, 2, 3, 4, 3)]),
        ["average pooling of products"] = (
            v => AveragePooling.Apply(Multiplication.Apply(v[0], v[1]), new PoolingWindow(3, 2)), [Uniform(1, 1, 5, 6, 2), Uniform(2, 1, 5, 6, 2)]),
        ["concatenation"] = (
            v => Multiplication.Apply(Concatenation.Apply([v[0], v[1]]), Concatenation.Apply([v[1], v[0]])), [Uniform(1, 2, 3, 2), Uniform(2, 2, 3, 3)]),
        ["slice of channels"] = (v => Multiplication.Apply(Concatenation.Slice(v[0], 1, 2), Concatenation.Slice(v[0], 2, 2)), [Uniform(1, 3, 4)]),
        ["global average pooling"] = (v => GlobalAveragePooling.Apply(v[0]), [Uniform(1, 2, 3, 2, 4)]),
        ["dropout"] = (v => Dropout.Apply(v[0], 0.5, new Xoshiro256(5)), [Uniform(1, 4, 5)]),
        ["softmax"] = (v => Softmax.Apply(v[0]), [Uniform(1, 3, 4)]),
        ["softmax cross-entropy"] = (v => SoftmaxCrossEntropy.Apply(v[0], [2, 0, 3]), [Uniform(1, 3, 4)]),
        ["batch normalisation"] = (Normalized(1), [Uniform(1, 5, 2, 3), Values(2, 0.5f, 1, 3), Uniform(3, 3)]),
        ["batch normalisation and relu"] = (Normalized(0), [Uniform(Unkinked, 5, 2, 3), Values(2, 0.5f, 1, 3), Uniform(3, 3)]),
        ["batch normalisation and leaky relu"] = (Normalized(0.3f), [Uniform(Unkinked, 5, 2, 3), Values(2, 0.5f, 1, 3), Uniform(3, 3)]),
        ["batch normalisation beside what it normalises"] = (
            v => Addition.Apply(v[0], BatchNormalization.Apply(v[0], v[1], v[2], 1e-3f)), [Uniform(1, 5, 2, 3), Values(2, 0.5f, 1, 3), Uniform(3, 3)]),
        ["convolution of what was normalised"] = (
            v => Convolution2D.Apply(BatchNormalization.Apply(v[0], v[1], v[2], 1e-3f), v[3], v[4], Strided),
            [Uniform(1, 2, 6, 4, 2), Values(2, 0.5f, 1, 2), Uniform(3, 2), Uniform(4, 3, 2, 3, 3), Uniform(5, 3)]),
        ["convolution beside what was normalised"] = (BesideConvolution, [Uniform(1, 2, 3, 3, 2), Values(2, 0.5f, 1, 2), Uniform(3, 2), Uniform(4, 2, 2, 3, 3)]),
        ["batch normalisation by given statistics"] = (
            v => BatchNormalization.ApplyGiven(v[0], v[1], v[2], Uniform(4, 3), Values(5, 0.5f, 1, 3), 1e-3f, 0.3f),
            [Uniform(1, 5, 2, 3), Values(2, 0.5f, 1, 3), Uniform(3, 3)]),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_Operator_EqualCentralDifferences(string name) => First(Cases[name].Function, Cases[name].Inputs);

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_OfGradients_EqualCentralDifferences(string name) => Second(Cases[name].Function, Cases[name].Inputs);

    private static Func<Variable[], Variable> Normalized(float slope) => v => BatchNormalization.Apply(v[0], v[1], v[2], 1e-3f, null, slope);

    private static Variable BesideConvolution(Variable[] v)
    {
        Variable normalized = BatchNormalization.Apply(v[0], v[1], v[2], 1e-3f);
        return Addition.Apply(Convolution2D.Apply(normalized, v[3], null, ConvolutionShape.Same(2, 3, 3, 2, 2, 3, 1)), normalized);
    }

    private static Tensor Uniform(uint seed, params int[] shape) => Values(seed, -1, 2, shape);
}
