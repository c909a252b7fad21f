using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Operators;
using Fidelis.Numerics.Randomness;
using Fidelis.Testing;

namespace Fidelis.Networks.Tests.Operators;

/// <summary>Operators against loops of textbook length, over sizes that end inside vectors, blocks and pieces of work.</summary>
public sealed class OperatorTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(65_543)]
    [InlineData(200_001)]
    public void Elementwise_AnyLength_EqualsPlainLoop(int length)
    {
        float[] x = Values(1, length);
        float[] y = Values(2, length);
        using Tape tape = new(new TensorPool());
        Variable a = tape.Constant(new Tensor(x, length));
        Variable b = tape.Constant(new Tensor(y, length));
        float[] sum = Addition.Apply(a, b).Value.Data;
        float[] product = Multiplication.Apply(a, b).Value.Data;
        float[] leaky = Rectifier.Apply(a, 0.3f).Value.Data;
        float[] root = InverseSquareRoot.Apply(Multiplication.Apply(a, a), 0.5f).Value.Data;
        for (int i = 0; i < length; i++)
        {
            // Each is one or two correctly rounded operations, in vectors as in scalars: equal to the last bit.
            Assert.Equal(x[i] + y[i], sum[i]);
            Assert.Equal(x[i] * y[i], product[i]);
            Assert.Equal(x[i] > 0 ? x[i] : x[i] * 0.3f, leaky[i]);
            Assert.Equal(1 / MathF.Sqrt((x[i] * x[i]) + 0.5f), root[i]);
        }
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 100_000, 1)]
    [InlineData(3, 37, 1)]
    [InlineData(2, 50_001, 5)]
    [InlineData(70, 49, 20)]
    [InlineData(1, 3_000, 64)]
    [InlineData(2, 3, 1_100)]
    public void Summation_AnyShape_EqualsFloat64Loop(int outer, int middle, int inner)
    {
        float[] x = Values(1, outer * middle * inner);
        using Tape tape = new(new TensorPool());
        Tensor sums = Summation.Over(tape.Constant(new Tensor(x, outer, middle, inner)), 1, 1).Value;
        double[] expected = new double[outer * inner];
        for (int i = 0; i < x.Length; i++)
        {
            expected[(i / (middle * inner) * inner) + (i % inner)] += x[i];
        }

        // 64 terms of size 1 are summed in float32: each partial sum, at most 64, is off by at most 2^-19, their mean error is far less.
        NumericAssert.Close(expected, Array.ConvertAll(sums.Data, s => (double)s), 1e-6 * Math.Sqrt(middle), 1e-6);
    }

    [Theory]
    [InlineData(1, 4)]
    [InlineData(500, 1)]
    [InlineData(1_000, 20)]
    [InlineData(5_000, 32)]
    [InlineData(3, 1_500)]
    public void BatchNormalization_LargeMean_KeepsTheVariance(int rows, int channels)
    {
        // A mean of 1000 with a deviation of about 0.6: the difference of mean square and squared mean in float32 would be noise.
        float[] x = Array.ConvertAll(Values(1, rows * channels), v => v + 1000);
        double[] mean = new double[channels];
        double[] variance = new double[channels];
        for (int i = 0; i < x.Length; i++)
        {
            mean[i % channels] += x[i] / (double)rows;
        }

        for (int i = 0; i < x.Length; i++)
        {
            variance[i % channels] += Math.Pow(x[i] - mean[i % channels], 2) / rows;
        }

        using Tape tape = new(new TensorPool());
        Tensor ones = new(channels);
        Array.Fill(ones.Data, 1f);
        (double[] Mean, double[] Variance) seen = ([], []);
        Tensor output = BatchNormalization.Apply(
            tape.Constant(new Tensor(x, rows, channels)), tape.Constant(ones), tape.Constant(new Tensor(channels)), 1e-3f, (m, v) => seen = (m, v)).Value;

        // Shifted values are around 1 and summed in float32 over 128 rows at most; the rest is float64.
        NumericAssert.Close(mean, seen.Mean, 1e-6);
        NumericAssert.Close(variance, seen.Variance, 1e-6, 1e-6);
        for (int i = 0; i < x.Length; i++)
        {
            // The mean enters in float32, rounded by at most 2^-15 near 1000, as the values themselves are.
            double expected = (x[i] - mean[i % channels]) / Math.Sqrt(variance[i % channels] + 1e-3);
            Assert.InRange(output.Data[i], expected - 2e-3, expected + 2e-3);
        }
    }

    [Theory]
    [InlineData(2, 2, 1)]
    [InlineData(5, 7, 3)]
    [InlineData(6, 4, 8)]
    [InlineData(8, 9, 21)]
    [InlineData(64, 66, 32)]
    public void MaxPooling_AnySize_EqualsPlainLoop(int height, int width, int channels)
    {
        float[] x = Values(1, 2 * height * width * channels);
        using Tape tape = new(new TensorPool());
        Variable input = tape.Watch(new Tensor(x, 2, height, width, channels));
        Variable output = MaxPooling.Apply(input, PoolingWindow.Halving);
        float[] gradient = tape.Gradients(output, [input])[0].Value.Data;
        float[] expected = new float[x.Length];
        int at = 0;
        for (int n = 0; n < 2; n++)
        {
            for (int row = 0; row < height / 2; row++)
            {
                for (int column = 0; column < width / 2; column++)
                {
                    for (int c = 0; c < channels; c++)
                    {
                        int corner = (((((n * height) + (2 * row)) * width) + (2 * column)) * channels) + c;
                        int[] window = [corner, corner + channels, corner + (width * channels), corner + (width * channels) + channels];
                        int best = window.MaxBy(i => x[i]);
                        expected[best] = 1;
                        Assert.Equal(x[best], output.Value.Data[at++]);
                    }
                }
            }
        }

        Assert.Equal(expected, gradient);
    }

    [Fact]
    public void MaxPooling_EqualValues_FirstGetsTheGradient()
    {
        using Tape tape = new(new TensorPool());
        Variable input = tape.Watch(new Tensor(1, 2, 2, 9));
        float[] gradient = tape.Gradients(MaxPooling.Apply(input, PoolingWindow.Halving), [input])[0].Value.Data;
        Assert.All(gradient[..9], g => Assert.Equal(1, g));
        Assert.All(gradient[9..], g => Assert.Equal(0, g));
    }

    [Fact]
    public void MaxPooling_NotANumber_IsNotHidden()
    {
        for (int place = 0; place < 4; place++)
        {
            Tensor image = new(1, 2, 2, 9);
            image.Data.AsSpan(place * 9, 9).Fill(float.NaN);
            using Tape tape = new(new TensorPool());
            Assert.All(MaxPooling.Apply(tape.Constant(image), PoolingWindow.Halving).Value.Data, v => Assert.True(float.IsNaN(v)));
        }
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 4, 5)]
    [InlineData(7, 19, 33)]
    [InlineData(130, 4, 256)]
    public void MatrixMultiplication_AnySizes_EqualsPlainLoop(int m, int n, int k)
    {
        float[] a = Values(1, m * k);
        float[] b = Values(2, k * n);
        using Tape tape = new(new TensorPool());
        float[] product = MatrixMultiplication.Apply(tape.Constant(new Tensor(a, m, k)), tape.Constant(new Tensor(b, k, n))).Value.Data;
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double expected = 0;
                for (int p = 0; p < k; p++)
                {
                    expected += (double)a[(i * k) + p] * b[(p * n) + j];
                }

                // Sums are in float64: what is left is one rounding to float32.
                NumericAssert.Close(expected, product[(i * n) + j], 1e-12, 6e-8);
            }
        }
    }

    [Fact]
    public void MatrixMultiplication_InnerLengthsDiffer_Throws()
    {
        using Tape tape = new(new TensorPool());
        Assert.Throws<ArgumentException>(() => MatrixMultiplication.Apply(tape.Constant(new Tensor(2, 3)), tape.Constant(new Tensor(4, 2))));
    }

    [Fact]
    public void Softmax_HugeLogits_StaysFinite()
    {
        using Tape tape = new(new TensorPool());
        float[] probabilities = Softmax.Apply(tape.Constant(new Tensor([1e30f, 0, -1e30f, 88, 89, 90], 2, 3))).Value.Data;
        Assert.Equal([1, 0, 0], probabilities[..3]);

        // e^-2, e^-1 and 1 over their sum; one rounding to float32.
        double sum = Math.Exp(-2) + Math.Exp(-1) + 1;
        NumericAssert.Close([Math.Exp(-2) / sum, Math.Exp(-1) / sum, 1 / sum], Array.ConvertAll(probabilities[3..], p => (double)p), 1e-7);
    }

    [Fact]
    public void Dropout_Half_KeepsTheMean()
    {
        using Tape tape = new(new TensorPool());
        Tensor ones = new(100, 100);
        Array.Fill(ones.Data, 1f);
        float[] kept = Dropout.Apply(tape.Constant(ones), 0.5, new Xoshiro256(1)).Value.Data;
        Assert.All(kept, v => Assert.True(v is 0 or 2));

        // The mean of 10,000 values 0 or 2 has a deviation of 0.01; five of them.
        Assert.InRange(kept.Average(), 0.95, 1.05);
    }

    private static float[] Values(uint seed, int count) => Array.ConvertAll(Lcg.Values(seed, count, 2, -1), v => (float)v);
}
